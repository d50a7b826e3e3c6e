import type { Grid } from '../../suite.ts';
import { concurrentCells } from './cells.ts';

/** The cells of concurrent tasks. */
export const CONCURRENT_GRID: Grid = {
  name: 'concurrent',
  paper: true,
  title: 'Digits and sounds in one network: accuracy against one task alone, forgetting, units of each task',
  cells: concurrentCells,
};
