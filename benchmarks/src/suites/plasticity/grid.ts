import type { Grid } from '../../suite.ts';
import { plasticityCells } from './cells.ts';

/** The cells of plasticity. */
export const PLASTICITY_GRID: Grid = {
  name: 'plasticity',
  paper: true,
  title: 'Plasticity that regulates itself: long training, rewiring, width, pruning',
  cells: plasticityCells,
};
