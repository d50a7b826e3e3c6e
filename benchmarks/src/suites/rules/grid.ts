import type { Grid } from '../../suite.ts';
import { leagueCells } from './cells.ts';

/** The cells of the league. */
export const RULES_GRID: Grid = {
  name: 'rules',
  title:
    'Every installed rule at equal epochs and at equal seconds: accuracy, sparsity, robustness, one shot',
  cells: leagueCells,
};
