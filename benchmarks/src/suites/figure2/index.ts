import type { Cell } from '@hebbench/core';
import type { Suite } from '../../suite.ts';
import { constrainedNetworks, networkTitle, onNetwork, type FigureNetwork } from '../common/networks.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { kernelsSchema } from './details.ts';
import { reportFiles } from './report.ts';
import { score } from './score.ts';

const DATASETS = ['mnist', 'cifar-10'] as const;

/** Output layers do not matter for kernels: of the networks on a data set, each rule's first one. */
function oneOfEachRule(networks: readonly FigureNetwork[]): Cell[] {
  return [...new Map(networks.toReversed().map(({ cell }) => [cell.rule, cell])).values()].toReversed();
}

/** The paper's Figure 2: what the hidden units' weights look like. */
export const figure2: Suite = {
  name: 'figure2',
  paper: true,
  title: 'Weight kernels under the constraint (Figure 2 of the paper)',
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({ always: ['scale'], percentages: /^$/, details: { kernels: kernelsSchema } }),
  cells: (scale, options) =>
    DATASETS.flatMap((dataset) => oneOfEachRule(constrainedNetworks(scale, dataset, options))).map((cell) =>
      onNetwork('figure2', cell, { seeds: [0] }),
    ),
  score,
  report: async (results) => reportFiles(results),
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
