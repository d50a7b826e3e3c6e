/** A row of the report: a rule with an output layer, and what its authors report. */
export interface ConvRow {
  readonly rule: string;
  readonly head: string;
  /** What differs from the preset `best`. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** Whether hidden layers are trained before the output layer and without labels. */
  readonly layerWise: boolean;
  /** Accuracy that the authors report for a convolutional network, by data set, in percent. */
  readonly reported: Readonly<Record<string, number>>;
}

/** Rows of every table of the suite, in the order of the report. */
export const ROWS: readonly ConvRow[] = [
  { rule: 'hebbian-wp', head: 'bp-head', hyperparameters: { head: 'bp' }, layerWise: true, reported: {} },
  { rule: 'hebbian-wp', head: 'wp-head', hyperparameters: { head: 'wp' }, layerWise: true, reported: {} },
  { rule: 'krotov-hopfield', head: 'bp-head', hyperparameters: {}, layerWise: true, reported: {} },
  {
    rule: 'softhebb',
    head: 'bp-head',
    hyperparameters: {},
    layerWise: true,
    // Journé et al. 2023, abstract: “up to five hidden layers and an added linear classifier”.
    reported: { mnist: 99.4, 'cifar-10': 80.3 },
  },
  { rule: 'hpca', head: 'bp-head', hyperparameters: {}, layerWise: true, reported: {} },
  { rule: 'backprop', head: 'default', hyperparameters: {}, layerWise: false, reported: {} },
  { rule: 'random-features', head: 'bp-head', hyperparameters: {}, layerWise: false, reported: {} },
];

/** A row for a rule that was asked for beside these. */
export function rowOf(rule: string): ConvRow {
  return { rule, head: 'default', hyperparameters: {}, layerWise: true, reported: {} };
}
