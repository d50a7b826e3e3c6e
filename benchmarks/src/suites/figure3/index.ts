import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { percent } from '../common/format.ts';
import { curvesSchema, readingsSchema } from './details.ts';
import { FIGURE3_GRID } from './grid.ts';
import { comparedWeights, weightsResults } from './results.ts';
import { score } from './score.ts';

/** The paper's Figure 3: how weights are distributed. */
export const figure3: Suite = {
  ...FIGURE3_GRID,
  packages: () => ['analysis'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({
    always: ['sparsity', 'connectivity'],
    percentages: /^(sparsity|connectivity|dalesLaw)$/,
    details: { readings: readingsSchema, curves: curvesSchema.optional() },
  }),
  compared: comparedWeights,
  score,
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) => {
    const rows = weightsResults(results).map(({ network, sparsity, connectivity, printed }) => [
      network,
      percent(sparsity?.mean),
      percent(connectivity?.mean),
      printed.fits[0]?.family ?? '–',
      printed.fits[0]?.ks.toFixed(3) ?? '–',
    ]);
    const columns = ['', 'zero %', 'connected %', 'closest family', 'KS'];
    return `Figure 3: weights of the hidden layer\n\n${terminalTable(columns, rows, style)}`;
  },
};
