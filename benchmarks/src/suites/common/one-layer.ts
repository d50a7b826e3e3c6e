import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { FIGURE_SETS } from './sets.ts';
import { tableEntries } from '../table1/cells.ts';

/**
 * The networks of Table 1 with one hidden layer on digits, with the paper's settings: one of each of the table's rules,
 * or of the rules that were asked for. Cells made from one of them train the same network, so that it is trained once.
 */
export function oneLayerCells(scale: Scale, nonnegative: boolean, options: CellOptions): Cell[] {
  const sets = new Set((options.sets ?? FIGURE_SETS).map(({ name }) => name));
  return tableEntries(scale, options)
    .filter(
      ({ row, column, repeats }) =>
        !repeats &&
        row.preset === 'paper' &&
        !row.beside &&
        sets.has(column.set.name) &&
        column.hiddenLayers === 1 &&
        column.nonnegative === nonnegative &&
        column.variant !== 'b',
    )
    .map(({ cell }) => cell);
}
