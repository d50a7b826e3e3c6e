import type { Scale } from '@hebbench/core';
import type { Grid } from '../../suite.ts';
import { constrainedNetworks, onNetwork } from '../common/networks.ts';
import { plainHead, readingOf, seedsUnder } from '../common/rows/index.ts';
import { FIGURE_SETS } from '../common/sets.ts';

const SEEDS: Readonly<Record<Scale, number>> = { smoke: 1, quick: 1, paper: 5 };
/** Heads do not matter for the hidden layer: one network a rule. */
const OTHER_HEADS = new Set(['wp-head', 'relu']);

/** The cells of Figure 3. */
export const FIGURE3_GRID: Grid = {
  name: 'figure3',
  paper: true,
  title: 'Weight distributions under the constraint (Figure 3 of the paper)',
  cells: (scale, options) =>
    (options.sets ?? FIGURE_SETS)
      .flatMap((set) => constrainedNetworks(scale, set, options, 'all'))
      .filter(({ cell }) => !OTHER_HEADS.has(plainHead(cell)))
      .map(({ cell }) =>
        onNetwork('figure3', cell, {
          seeds: Array.from(
            { length: options.seeds ?? seedsUnder(readingOf(cell), SEEDS[scale]) },
            (_, seed) => seed,
          ),
        }),
      ),
};
