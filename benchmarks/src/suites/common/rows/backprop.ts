import { isDrawn } from '../columns.ts';
import { paperAccuracies } from './paper-accuracies.ts';
import type { ByScale, Row } from './row.ts';

/** At the rates of its preset it fits digits long before; on photographs it still gains (suite `tuning`). */
const EPOCHS: ByScale = {
  smoke: () => 10,
  quick: ({ set }) => (isDrawn(set) ? 8 : 24),
  paper: ({ set, hiddenLayers }) => (isDrawn(set) ? (hiddenLayers <= 2 ? 20 : 10) : 60),
};

/** Backpropagation. */
export const BACKPROP: Row = {
  rule: 'backprop',
  preset: 'paper',
  title: 'BP',
  paper: paperAccuracies(98.26, null, 98.53, 55.27, 94.47, null, 93.82, 11.35, 36.28),
  printed: { sparsity: 90 },
  usesLabels: true,
  variant: () => ({ head: 'end-to-end', hyperparameters: {} }),
  budget: (column, scale) => ({ hiddenEpochs: 0, headEpochs: EPOCHS[scale](column) }),
};
