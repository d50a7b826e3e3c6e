import type { Scale } from '@hebbench/core';
import { isDrawn, type Column } from '../columns.ts';
import { krotovHopfieldPhotographs, PHOTOGRAPH_SETTINGS } from './krotov-hopfield-photographs.ts';
import { OWN_LOSS, type OwnLossOutputLayer } from './own-loss.ts';
import { paperAccuracies } from './paper-accuracies.ts';
import { HEAD_EPOCHS, type ByScale, type Row } from './row.ts';

/**
 * Output layer of K&H's own network for digits: one hidden layer, n = 4.5, no constraint.
 * @defaultValue the one that all rules share
 */
export const OWN_OUTPUT: Readonly<Partial<Record<Scale, OwnLossOutputLayer>>> = { paper: OWN_LOSS };

/**
 * Epochs of each hidden layer, so that deep networks cost about as much as shallow ones. On photographs its units need
 * longer to settle than on digits, except with the constraint (suite `tuning`, question `settled-cifar`).
 */
const HIDDEN_EPOCHS: ByScale = {
  smoke: () => 40,
  quick: () => 20,
  paper: ({ set, nonnegative, hiddenLayers }) => {
    if (!isDrawn(set) && !nonnegative) return 600;
    return hiddenLayers === 1 ? 200 : hiddenLayers === 2 ? 100 : 20;
  },
};

/** Krotov and Hopfield's rule. */
export const KROTOV_HOPFIELD: Row = {
  rule: 'krotov-hopfield',
  preset: 'paper',
  title: 'K&H',
  paper: paperAccuracies(98.54, 92.56, 88.31, 55.05, 97.98, 90.31, 30.02, null, null),
  printed: { sparsity: 67, weights: 'bimodal', oneShot: [10, 20] },
  // Their own number.
  quoted: ['cifar-10/free/1'],
  titles: { relu: 'K&H, ReLU' },
  variant: (column, scale) => (isDrawn(column.set) ? onDigits(column, scale) : onPhotographs(scale)),
  budget: (column, scale) => ({
    hiddenEpochs: HIDDEN_EPOCHS[scale](column),
    headEpochs: HEAD_EPOCHS[scale],
  }),
};

function onDigits({ nonnegative, hiddenLayers, variant }: Column, scale: Scale): ReturnType<Row['variant']> {
  if (variant === 'b') return { head: 'relu', hyperparameters: { power: 1 } };
  const own = !nonnegative && hiddenLayers === 1 ? OWN_OUTPUT[scale] : {};
  return { head: 'power-4.5', hyperparameters: { power: 4.5, ...own } };
}

function onPhotographs(scale: Scale): ReturnType<Row['variant']> {
  const settings = PHOTOGRAPH_SETTINGS[scale];
  return { head: `power-${settings.power}`, hyperparameters: krotovHopfieldPhotographs(settings) };
}
