/**
 * A reading that goes on to all columns at the paper's sizes, and the passes over the images that its hidden layers learn
 * for there: those nearest to two fifths of what was nearest to the paper at scale quick, or what was nearest in one layer at
 * full size, the next lower number, and the next higher one where the upper came out nearer; `docs/readings.md`.
 */
export interface GoingOn {
  /** Of a reading. */
  readonly name: string;
  /** Passes below the rule's own output layer: those with the smallest distance in one layer. */
  readonly output: number;
  /** Passes by what the question of a column is called. */
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

/** Those with the smallest distance in one layer at full size, and `currents`. */
export const GOING_ON: readonly GoingOn[] = [
  { name: 'currents', output: 30, columns: { '2': [3, 10, 30], '10': [1], cifar: [1, 3, 10] } },
  { name: 'inputs-x-mean', output: 2, columns: { '2': [1, 3, 10], '10': [1], cifar: [1, 3, 10] } },
  { name: 'inputs', output: 2, columns: { '2': [1, 3, 10], '10': [3], cifar: [1, 3, 10] } },
  { name: 'inputs-x', output: 1, columns: { '2': [1, 3], '10': [1], cifar: [1, 3, 10] } },
];

/** The one recipe of backpropagation that a column has at full size, and the parts of its epochs. */
export interface RecipeAtFullSize {
  readonly recipe: string;
  /** Parts of the epochs of Table 1. */
  readonly parts: readonly number[];
}

/** All epochs, two fifths and 0.15 of them: the paper prints none. */
const PARTS = [1, 0.4, 0.15];

/**
 * By what the question of a column is called: the recipe that came nearest there at scale quick, which is one for all
 * normalisations that go on. Networks with ten layers that are at chance after few epochs are not trained for longer.
 */
export const BACKPROP_AT_FULL_SIZE: Readonly<Record<string, RecipeAtFullSize>> = {
  '1': { recipe: 'sgd-0.1', parts: PARTS },
  '2': { recipe: 'adam-0.0001', parts: PARTS },
  '10': { recipe: 'adam-0.01', parts: [0.15] },
  cifar: { recipe: 'adam-0.0001', parts: PARTS },
};
