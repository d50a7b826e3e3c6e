import type { PresetName, Scale } from '@hebbench/core';
import { BEST_FREE_OUTPUT, BEST_NONNEGATIVE_OUTPUT } from '../common/rows/best-output-layer.ts';

/** What a network has that is trained on images of a kind, without the constraint and with it. */
export interface Settings {
  readonly free: Hyperparameters;
  readonly nonneg: Hyperparameters;
}

type Hyperparameters = Readonly<Record<string, unknown>>;

/** Settings for images that are drawn and for photographs. */
type ByKind = Readonly<Record<'drawings' | 'photographs', Settings>>;

/** A row of the report: a rule with an output layer, and what its authors report. */
export interface ConvRow {
  readonly rule: string;
  readonly head: string;
  /** What differs from the preset `best` on all images. */
  readonly hyperparameters: Hyperparameters;
  /**
   * What else does on images that are drawn and on photographs: the most accurate of ten settings on validation images, two
   * layers, scale quick (suite `tuning`, questions `conv-*`).
   */
  readonly settings: ByKind;
  /** What else does in a dense layer, where the preset `best` holds most. */
  readonly dense: ByKind;
  /** Whether hidden layers are trained before the output layer and without labels. */
  readonly layerWise: boolean;
  /** @defaultValue 'best' */
  readonly preset?: PresetName;
  /** Whether it has such a network; one of no convolutional layer is the dense one. @defaultValue all of them */
  has?(network: { readonly convolutions: number; readonly nonnegative: boolean }): boolean;
  /** Scales that have it. @defaultValue all */
  readonly scales?: readonly Scale[];
  /** Whether weight perturbation trains the output layer, which takes more epochs than gradient descent. */
  readonly perturbed?: true;
  /** Accuracy that the authors report for a convolutional network, by data set, in percent. */
  readonly reported: Readonly<Record<string, number>>;
}

/** An output layer that learns from deviations from the units' means: channels of a layer have most in common. */
const centred = (field: string, rate: number): Hyperparameters => ({ headInput: 'centred', [field]: rate });

/** The same settings for all images and networks. */
function everywhere(settings: Hyperparameters): ByKind {
  const both = { free: settings, nonneg: settings };
  return { drawings: both, photographs: both };
}

/** As in Table 1: on photographs an output layer that is trained by gradient descent learns from such deviations. */
const DENSE: ByKind = {
  drawings: { free: {}, nonneg: {} },
  photographs: { free: { headInput: 'centred' }, nonneg: { headInput: 'centred' } },
};

const PROPOSED = {
  drawings: { free: 0.005, nonneg: 0.0005 },
  photographs: { free: 0.00005, nonneg: 0.00005 },
} as const;

/** The proposed rule's settings, by what they are of a rate of its hidden layers, without the constraint and with it. */
function proposed(of: Readonly<Record<keyof Settings, (rate: number) => Hyperparameters>>): ByKind {
  const both = ({ free, nonneg }: Readonly<Record<keyof Settings, number>>): Settings => ({
    free: of.free(free),
    nonneg: of.nonneg(nonneg),
  });
  return { drawings: both(PROPOSED.drawings), photographs: both(PROPOSED.photographs) };
}

const centredOutput = (rate: number): Hyperparameters => centred('hiddenLearningRate', rate);

/** Journé et al. 2023, abstract: “up to five hidden layers and an added linear classifier”. */
const SOFTHEBB_REPORTED = { mnist: 99.4, 'cifar-10': 80.3 };

/** Name of the output layer of networks with the values that their authors publish, in hidden layers and above them. */
export const AS_PUBLISHED = 'as-published';

/** Name of the output layer of the control of {@link AS_PUBLISHED}: the same one, above untrained layers. */
export const PUBLISHED_OUTPUT = 'published-head';

/** Of the output layer of SoftHebb's authors what is not ours: its batches, its step size, and that half of its inputs drop out. */
const OUTPUT_OF_AUTHORS = { headBatchSize: 64, headLearningRate: 0.001, headDropout: 0.5 };

/** Their values are one for each of three layers. Their updates are many: a tenth of the images would not settle units. */
const ONLY_AS_PUBLISHED = {
  has: ({ convolutions, nonnegative }) => convolutions === 3 && !nonnegative,
  scales: ['smoke', 'paper'],
} as const satisfies Partial<ConvRow>;

/** Rows of every table of the suite, in the order of the report. */
export const ROWS: readonly ConvRow[] = [
  {
    rule: 'hebbian-wp',
    head: 'bp-head',
    hyperparameters: { head: 'bp' },
    settings: proposed({ free: centredOutput, nonneg: centredOutput }),
    dense: DENSE,
    layerWise: true,
    reported: {},
  },
  {
    rule: 'hebbian-wp',
    head: 'wp-head',
    hyperparameters: { head: 'wp' },
    // As on dense layers.
    settings: proposed({
      free: (hiddenLearningRate) => ({ hiddenLearningRate, ...BEST_FREE_OUTPUT }),
      nonneg: (hiddenLearningRate) => ({ hiddenLearningRate, ...BEST_NONNEGATIVE_OUTPUT }),
    }),
    dense: {
      drawings: { free: BEST_FREE_OUTPUT, nonneg: BEST_NONNEGATIVE_OUTPUT },
      photographs: { free: BEST_FREE_OUTPUT, nonneg: BEST_NONNEGATIVE_OUTPUT },
    },
    layerWise: true,
    perturbed: true,
    reported: {},
  },
  {
    rule: 'krotov-hopfield',
    head: 'bp-head',
    hyperparameters: {},
    settings: {
      drawings: { free: centred('learningRate', 0.4), nonneg: centred('learningRate', 0.4) },
      photographs: { free: centred('learningRate', 0.4), nonneg: centred('learningRate', 0.4) },
    },
    dense: DENSE,
    layerWise: true,
    reported: {},
  },
  {
    rule: 'softhebb',
    head: 'bp-head',
    hyperparameters: {},
    settings: {
      drawings: { free: centred('learningRate', 0.01), nonneg: centred('learningRate', 0.01) },
      photographs: {
        free: { headInput: 'scaled', learningRate: 0.1 },
        nonneg: centred('learningRate', 0.1),
      },
    },
    dense: DENSE,
    layerWise: true,
    reported: SOFTHEBB_REPORTED,
  },
  {
    rule: 'softhebb',
    head: AS_PUBLISHED,
    preset: 'paper',
    hyperparameters: OUTPUT_OF_AUTHORS,
    settings: everywhere({}),
    dense: everywhere({}),
    ...ONLY_AS_PUBLISHED,
    layerWise: true,
    reported: SOFTHEBB_REPORTED,
  },
  {
    rule: 'hpca',
    head: 'bp-head',
    hyperparameters: {},
    settings: {
      drawings: { free: centred('learningRate', 0.002), nonneg: centred('learningRate', 0.001) },
      photographs: { free: centred('learningRate', 0.0002), nonneg: centred('learningRate', 0.00001) },
    },
    dense: DENSE,
    layerWise: true,
    reported: {},
  },
  {
    rule: 'backprop',
    head: 'default',
    hyperparameters: {},
    settings: {
      drawings: { free: { learningRate: 0.002 }, nonneg: { learningRate: 0.003 } },
      photographs: { free: { learningRate: 0.001 }, nonneg: { learningRate: 0.002 } },
    },
    dense: everywhere({}),
    layerWise: false,
    reported: {},
  },
  {
    rule: 'random-features',
    head: 'bp-head',
    hyperparameters: {},
    settings: {
      drawings: { free: centred('headLearningRate', 0.075), nonneg: centred('headLearningRate', 0.003) },
      photographs: { free: centred('headLearningRate', 0.003), nonneg: centred('headLearningRate', 0.003) },
    },
    dense: DENSE,
    layerWise: false,
    reported: {},
  },
  {
    rule: 'random-features',
    head: PUBLISHED_OUTPUT,
    hyperparameters: OUTPUT_OF_AUTHORS,
    settings: everywhere({}),
    dense: everywhere({}),
    ...ONLY_AS_PUBLISHED,
    layerWise: false,
    reported: {},
  },
];

/** A row for a rule that was asked for beside these: as its preset says. */
export function rowOf(rule: string): ConvRow {
  return {
    rule,
    head: 'default',
    hyperparameters: {},
    settings: everywhere({}),
    dense: everywhere({}),
    layerWise: true,
    reported: {},
  };
}
