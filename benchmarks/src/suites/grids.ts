import type { Grid } from '../suite.ts';
import { CONCURRENT_GRID } from './concurrent/grid.ts';
import { CONV_GRID } from './conv/grid.ts';
import { FIGURE2_GRID } from './figure2/grid.ts';
import { FIGURE3_GRID } from './figure3/grid.ts';
import { FIGURE4_GRID } from './figure4/grid.ts';
import { PLASTICITY_GRID } from './plasticity/grid.ts';
import { REGIME_GRID } from './regime/grid.ts';
import { REPRESENTATION_GRID } from './representation/grid.ts';
import { RULES_GRID } from './rules/grid.ts';
import { SPIKING_GRID } from './spiking/grid.ts';
import { TABLE1_GRID } from './table1/grid.ts';
import { TUNING_GRID } from './tuning/grid.ts';

/** What all suites run, in the order of `SUITES`. */
export const GRIDS: readonly Grid[] = [
  TABLE1_GRID,
  FIGURE2_GRID,
  FIGURE3_GRID,
  FIGURE4_GRID,
  REGIME_GRID,
  PLASTICITY_GRID,
  REPRESENTATION_GRID,
  CONCURRENT_GRID,
  CONV_GRID,
  SPIKING_GRID,
  RULES_GRID,
  TUNING_GRID,
];
