import type { Cell } from '@hebbench/core';
import type { Grid } from '../../suite.ts';
import { constrainedNetworks, onNetwork, type FigureNetwork } from '../common/networks.ts';
import { readingOf } from '../common/rows/index.ts';
import { PAPER_SETS } from '../common/sets.ts';

/** Output layers do not matter for kernels: of the networks on a data set, the first one of each rule and reading. */
function oneOfEachRule(networks: readonly FigureNetwork[]): Cell[] {
  const keyOf = (cell: Cell): string => `${cell.rule} ${readingOf(cell)?.name}`;
  return [...new Map(networks.toReversed().map(({ cell }) => [keyOf(cell), cell])).values()].toReversed();
}

/** The cells of Figure 2. */
export const FIGURE2_GRID: Grid = {
  name: 'figure2',
  paper: true,
  title: 'Weight kernels under the constraint (Figure 2 of the paper)',
  cells: (scale, options) =>
    (options.sets ?? PAPER_SETS)
      .flatMap((set) => oneOfEachRule(constrainedNetworks(scale, set, options, 'all')))
      .map((cell) => onNetwork('figure2', cell, { seeds: [0] })),
};
