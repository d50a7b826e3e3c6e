import { outputLayerOf } from './output-layer.ts';
import { HEAD_EPOCHS, type Row } from './row.ts';

/** Our control: the paper has no such row. */
export const CONTROL_ROW: Row = {
  rule: 'random-features',
  preset: 'paper',
  title: 'control',
  paper: {},
  variant: (column) => ({ head: 'bp-head', hyperparameters: { ...outputLayerOf(column) } }),
  budget: (_, scale) => ({ hiddenEpochs: 0, headEpochs: HEAD_EPOCHS[scale] }),
};
