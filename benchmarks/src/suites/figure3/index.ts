import type { Scale } from '@hebbench/core';
import { terminalTable } from '@hebbench/report';
import type { Suite } from '../../suite.ts';
import { constrainedNetworks, onNetwork } from '../common/networks.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { percent } from '../table1/format.ts';
import { curvesSchema, readingsSchema } from './details.ts';
import { reportFiles } from './report.ts';
import { comparedWeights, weightsResults } from './results.ts';
import { score } from './score.ts';

const SEEDS: Readonly<Record<Scale, number>> = { smoke: 1, quick: 1, paper: 5 };
/** Heads do not matter for the hidden layer: one network a rule. */
const OTHER_HEADS = new Set(['wp-head', 'relu']);

/** The paper's Figure 3: how weights are distributed. */
export const figure3: Suite = {
  name: 'figure3',
  paper: true,
  title: 'Weight distributions under the constraint (Figure 3 of the paper)',
  packages: () => ['analysis'],
  scoring: modulesBeside(import.meta.url, 'score'),
  metrics: () => ({
    always: ['sparsity', 'connectivity'],
    percentages: /^(sparsity|connectivity|dalesLaw)$/,
    details: { readings: readingsSchema, curves: curvesSchema.optional() },
  }),
  compared: comparedWeights,
  cells: (scale, options) =>
    constrainedNetworks(scale, 'mnist', options)
      .filter(({ cell }) => !OTHER_HEADS.has(cell.head))
      .map(({ cell }) =>
        onNetwork('figure3', cell, {
          seeds: Array.from({ length: options.seeds ?? SEEDS[scale] }, (_, seed) => seed),
        }),
      ),
  score,
  report: async (results) => reportFiles(results),
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
