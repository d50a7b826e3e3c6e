import type { Grid } from '../../suite.ts';
import { regimeCells } from './cells.ts';

/** The cells of the regimes. */
export const REGIME_GRID: Grid = {
  name: 'regime',
  paper: true,
  title: 'The proposed rule over hidden training: accuracy, sparsity, robustness',
  cells: regimeCells,
};
