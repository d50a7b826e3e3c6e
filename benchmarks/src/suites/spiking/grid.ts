import type { Grid } from '../../suite.ts';
import { spikingCells } from './cells.ts';

/** The cells of spiking networks. */
export const SPIKING_GRID: Grid = {
  name: 'spiking',
  title:
    'Spiking networks: trained ones run on spikes, and equation (1) learning from them; operations, robustness',
  cells: spikingCells,
};
