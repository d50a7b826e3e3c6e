import type { Grid } from '../../suite.ts';
import { tableEntries } from './cells.ts';

/** The cells of Table 1. */
export const TABLE1_GRID: Grid = {
  name: 'table1',
  paper: true,
  title: 'Test accuracy by rule, depth and constraint (Table 1 of the paper)',
  cells: (scale, options) =>
    tableEntries(scale, options)
      .filter(({ repeats }) => !repeats)
      .map(({ cell }) => cell),
};
