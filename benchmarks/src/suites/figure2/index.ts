import type { Suite } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { kernelsSchema } from './details.ts';
import { FIGURE2_GRID } from './grid.ts';
import { score } from './score.ts';

/** The paper's Figure 2: what the hidden units' weights look like. */
export const figure2: Suite = {
  ...FIGURE2_GRID,
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({ always: ['scale'], percentages: /^$/, details: { kernels: kernelsSchema } }),
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: ({ records }) =>
    [
      'Figure 2: weight kernels',
      ...records.map(({ cell, status, metrics }) =>
        status === 'ok'
          ? `${cell.dataset.padEnd(9)} ${networkTitle(cell).padEnd(16)} white: ${metrics['scale']!.toPrecision(3)}`
          : `${cell.dataset.padEnd(9)} ${networkTitle(cell).padEnd(16)} failed`,
      ),
    ].join('\n'),
};
