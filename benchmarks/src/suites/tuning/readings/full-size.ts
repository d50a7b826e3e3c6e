/** Passes over the images in one column. */
export interface PassesOfColumn {
  /**
   * Those that have been tried, with one seed: the nearest to two fifths of what was nearest to the paper at scale quick, or
   * to what was nearest in one layer at full size, the next lower number, and the next higher one where the upper came out
   * nearer; `docs/readings.md`.
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
    columns: { '2': { tried: [3, 10, 30] }, '10': { tried: [1], nearest: 1 }, cifar: { tried: [1, 3, 10] } },
  },
  {
    name: 'inputs-x-mean',
    one: 2,
    columns: { '2': { tried: [1, 3, 10] }, '10': { tried: [1], nearest: 1 }, cifar: { tried: [1, 3, 10] } },
  },
  {
    name: 'inputs',
    one: 2,
    columns: { '2': { tried: [1, 3, 10] }, '10': { tried: [3], nearest: 3 }, cifar: { tried: [1, 3, 10] } },
  },
  {
    name: 'inputs-x',
    one: 1,
    columns: {
      '2': { tried: [1, 3], nearest: 1 },
      '10': { tried: [1], nearest: 1 },
      cifar: { tried: [1, 3, 10] },
    },
  },
  {
    name: 'currents-clip',
    one: 30,
    columns: { '2': { tried: [3, 10] }, '10': { tried: [3], nearest: 3 }, cifar: { tried: [1, 3] } },
  },
];

/** Other networks of one layer that had three seeds before it was known which readings go on. */
export const DECIDED_BEFORE: readonly (readonly [reading: string, passes: number])[] = [
  ['currents', 100],
  ['currents-mean-clip', 30],
];

/** Backpropagation in one column at full size. */
export interface RecipesAtFullSize {
  /** The recipe that came nearest there at scale quick, by the reading whose normalisation the network has. */
  readonly recipes: Readonly<Record<string, string>>;
  /** Parts of the epochs of Table 1. */
  readonly parts: readonly number[];
}

/** All epochs, two fifths and 0.15 of them: the paper prints none. */
const PARTS = [1, 0.4, 0.15];

/**
 * By what the question of a column is called. Networks with ten layers that are at chance after few epochs are not trained for
 * longer.
 */
export const BACKPROP_AT_FULL_SIZE: Readonly<Record<string, RecipesAtFullSize>> = {
  '1': {
    recipes: { currents: 'sgd-0.1', inputs: 'sgd-0.1', 'currents-clip': 'adam-0.0001' },
    parts: PARTS,
  },
  '2': {
    recipes: { currents: 'adam-0.0001', inputs: 'adam-0.0001', 'currents-clip': 'adam-0.0001' },
    parts: PARTS,
  },
  '10': {
    recipes: { currents: 'adam-0.01', inputs: 'adam-0.01', 'currents-clip': 'adam-0.001' },
    parts: [0.15],
  },
  cifar: {
    recipes: { currents: 'adam-0.0001', inputs: 'adam-0.0001', 'currents-clip': 'adam-0.01' },
    parts: PARTS,
  },
};
