import type { Grid } from '../../suite.ts';
import { tuningCells } from './cells.ts';

/** The cells of the searches. */
export const TUNING_GRID: Grid = {
  name: 'tuning',
  title: 'Open points and settings, compared on validation images',
  cells: tuningCells,
};
