/** Passes over the images in one column. */
export interface PassesOfColumn {
  /**
   * Those that have been tried, with one seed: the nearest to two fifths of what was nearest to the paper at scale quick, or
   * to what was nearest in one layer at full size, the next lower number, and the next higher one where the upper came out
   * nearer, of ten layers at most ten; further ones where the highest or the lowest was nearest; `docs/readings.md`.
   */
  readonly tried: readonly number[];
  /** Of them, that which came nearest, with three seeds. @defaultValue not known yet */
  readonly nearest?: number;
}

/** A reading that goes on to all columns at the paper's sizes, and how long its hidden layers learn there. */
export interface GoingOn {
  /** Of a reading. */
  readonly name: string;
  /** Passes in one layer with the smallest distance, with three seeds; the rule's own output layer is trained above it. */
  readonly one: number;
  /** By what the question of a column is called. */
  readonly columns: Readonly<Record<string, PassesOfColumn>>;
}

/** Those with the smallest distance in one layer at full size, and `currents`. */
export const GOING_ON: readonly GoingOn[] = [
  {
    name: 'currents',
    one: 30,
    columns: {
      '2': { tried: [3, 10, 30], nearest: 30 },
      '10': { tried: [0.1, 0.3, 1, 3], nearest: 0.3 },
      cifar: { tried: [1, 3, 10, 30, 100], nearest: 30 },
    },
  },
  {
    name: 'inputs-x-mean',
    one: 2,
    columns: {
      '2': { tried: [1, 3, 10], nearest: 3 },
      '10': { tried: [0.3, 1, 3], nearest: 1 },
      cifar: { tried: [1, 3, 10, 30, 100, 300], nearest: 100 },
    },
  },
  {
    name: 'inputs',
    one: 2,
    columns: {
      '2': { tried: [1, 3, 10, 30], nearest: 30 },
      '10': { tried: [0.01, 0.03, 0.1, 0.3, 1, 3], nearest: 0.01 },
      cifar: { tried: [1, 3, 10, 30], nearest: 10 },
    },
  },
  {
    name: 'inputs-x',
    one: 1,
    columns: {
      '2': { tried: [0.3, 1, 3], nearest: 1 },
      '10': { tried: [0.01, 0.03, 0.1, 0.2, 0.3, 1, 3], nearest: 0.01 },
      cifar: { tried: [1, 3, 10, 30, 100, 300], nearest: 100 },
    },
  },
  {
    name: 'currents-clip',
    one: 30,
    columns: { '2': { tried: [3, 10, 30] }, '10': { tried: [1, 3] }, cifar: { tried: [1, 3, 10, 30] } },
  },
  {
    name: 'inputs-mean-clip',
    one: 30,
    columns: { '2': { tried: [10, 30] }, '10': { tried: [3, 10] }, cifar: { tried: [10, 30] } },
  },
];

/**
 * Further networks with three seeds, by what the question of their column is called: two of one layer that had them before it
 * was known which readings go on, and those through ten layers that are above their control and near the paper's number.
 */
export const MORE_SEEDS: readonly (readonly [column: string, reading: string, passes: number])[] = [
  ['1', 'currents', 100],
  ['1', 'currents-mean-clip', 30],
  ['10', 'inputs-mean-clip', 10],
  ['10', 'inputs-x', 0.03],
  ['10-depth', 'inputs-mean-clip', 4],
];

/**
 * Passes through ten layers that the choice does not see, as evidence on depth: of the reading that learns there for whole passes,
 * those between what has been tried; of two others, those that `inputs-x` has, where layers hardly learn.
 */
export const ON_DEPTH: readonly (readonly [reading: string, passes: readonly number[]])[] = [
  ['inputs-mean-clip', [4, 5, 7]],
  ['currents', [0.01, 0.03]],
  ['inputs-x-mean', [0.01, 0.03, 0.1]],
];

/** Parts of the epochs of the rule's own output layer in Table 1: all of them only where a quarter is below the paper. */
export const PARTS_OF_OUTPUT: readonly number[] = [0.25, 1];

/**
 * Parts of the epochs of backpropagation in Table 1, of which the paper prints none. More than the fewest only where these are
 * below the paper's number: more epochs are not expected to bring what is above it nearer.
 */
export const PARTS_OF_BACKPROP: readonly number[] = [0.15, 0.4, 1];

/**
 * Recipes of backpropagation at full size, by what the question of a column is called and by the reading whose normalisation the
 * network has: that which came nearest there at scale quick, or, where the column has not been run there, in one layer.
 */
export const RECIPES_AT_FULL_SIZE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1': {
    currents: 'sgd-0.1',
    inputs: 'sgd-0.1',
    'currents-clip': 'adam-0.0001',
    'inputs-mean-clip': 'adam-0.001',
  },
  '2': {
    currents: 'adam-0.0001',
    inputs: 'adam-0.0001',
    'currents-clip': 'adam-0.0001',
    'inputs-mean-clip': 'adam-0.001',
  },
  '10': {
    currents: 'adam-0.01',
    inputs: 'adam-0.01',
    'currents-clip': 'adam-0.001',
    'inputs-mean-clip': 'adam-0.001',
  },
  cifar: {
    currents: 'adam-0.0001',
    inputs: 'adam-0.0001',
    'currents-clip': 'adam-0.01',
    'inputs-mean-clip': 'adam-0.001',
  },
};
