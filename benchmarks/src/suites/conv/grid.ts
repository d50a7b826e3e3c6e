import type { Grid } from '../../suite.ts';
import { convCells } from './cells.ts';

/** The cells of the convolutional networks. */
export const CONV_GRID: Grid = {
  name: 'conv',
  title: 'Convolutional networks of one to three layers: accuracy, sparsity, robustness, seconds',
  cells: convCells,
};
