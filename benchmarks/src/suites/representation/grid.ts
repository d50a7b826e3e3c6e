import type { Grid } from '../../suite.ts';
import { representationCells } from './cells.ts';

/** The cells of what features are. */
export const REPRESENTATION_GRID: Grid = {
  name: 'representation',
  paper: true,
  title: 'What the features are: decorrelation, PCA, reconstruction, ICA',
  cells: representationCells,
};
