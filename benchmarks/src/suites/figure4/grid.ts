import type { Grid } from '../../suite.ts';
import { figureCells } from './cells.ts';

/** The cells of Figure 4. */
export const FIGURE4_GRID: Grid = {
  name: 'figure4',
  paper: true,
  title: 'Few-shot learning, FGSM and PGD under the constraint (Figure 4 of the paper)',
  cells: figureCells,
};
