import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { onNetwork } from '../common/networks.ts';
import { oneLayerCells } from '../common/one-layer.ts';
import { BEST_FREE_OUTPUT } from '../common/rows/best-output-layer.ts';
import { CONTROL_ROW, PAPER_ROWS } from '../common/rows/index.ts';

interface SpikingScale {
  readonly seeds: number;
  /** Seeds of networks that learn from spikes under a gradient-trained output layer, and of their controls. @defaultValue seeds */
  readonly learnedSeeds?: number;
  /** Steps at which converted networks are looked at; the last is how long they run. */
  readonly at: readonly number[];
  /** The step whose numbers stand in tables. */
  readonly shown: number;
  /** Test images that are currents; all if left out. */
  readonly testImages?: number;
  /** Test images that are random spikes, whose products are taken anew at each step. */
  readonly poissonImages: number;
  /** Training images that thresholds are balanced on. */
  readonly balanceImages: number;
  /** Epochs of the hidden layer that learns from spikes. */
  readonly hiddenEpochs: number;
  /** Its rate, where it is not that of the preset `best`. */
  readonly hiddenLearningRate?: number;
  /** Epochs of an output layer that equations (2) to (5) train. */
  readonly perturbedEpochs: number;
  readonly attacked: AttackedScale;
}

interface AttackedScale {
  readonly images: number;
  readonly checkImages: number;
  /** Steps of a simulation under attack. */
  readonly steps: number;
  readonly epsilons: readonly number[];
  /** PGD's steps. */
  readonly pgdSteps: number;
  readonly queries: number;
}

/** Sizes of the suite at each scale, beside those of Table 1's networks. */
export const SPIKING_SCALES: Readonly<Record<Scale, SpikingScale>> = {
  smoke: {
    seeds: 1,
    at: [1, 2, 5, 10, 20],
    shown: 20,
    testImages: 300,
    poissonImages: 100,
    balanceImages: 200,
    hiddenEpochs: 1,
    perturbedEpochs: 10,
    attacked: { images: 20, checkImages: 10, steps: 10, epsilons: [0.1], pgdSteps: 5, queries: 10 },
  },
  quick: {
    seeds: 3,
    at: [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200],
    shown: 100,
    poissonImages: 1000,
    balanceImages: 1000,
    hiddenEpochs: 2,
    perturbedEpochs: 60,
    attacked: {
      images: 100,
      checkImages: 50,
      steps: 30,
      epsilons: [0.05, 0.1, 0.2],
      pgdSteps: 40,
      queries: 100,
    },
  },
  paper: {
    seeds: 3,
    // What learning adds is a few tenths of a point there.
    learnedSeeds: 5,
    at: [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200],
    shown: 100,
    poissonImages: 2000,
    balanceImages: 1000,
    hiddenEpochs: 2,
    hiddenLearningRate: 0.0005,
    perturbedEpochs: 200,
    attacked: {
      images: 300,
      checkImages: 100,
      steps: 50,
      epsilons: [0.05, 0.1, 0.2],
      pgdSteps: 40,
      queries: 200,
    },
  },
};

/** The rule that learns from spikes, and steps of a presentation. */
export const LEARNER = { rule: 'spiking-hebbian', steps: 16 } as const;

/** Networks whose hidden layer learns from spikes or is left untrained, by the name of what trains their output layer. */
export const LEARNED = [
  { head: 'trained', learns: true, ownOutput: false },
  { head: 'untrained', learns: false, ownOutput: false },
  { head: 'trained-own-output', learns: true, ownOutput: true },
  { head: 'untrained-own-output', learns: false, ownOutput: true },
] as const;

/** Equations (2) to (5) as the proposed rule has them in its preset `best`, on deviations from the units’ means. */
const OWN_OUTPUT = {
  ...BEST_FREE_OUTPUT,
  outputBatchSize: 500,
  outputSchedule: 'linear',
  perturbations: 256,
  antithetic: true,
  perturbationForm: 'rank-one',
} as const;

/** What a cell of this suite is about. */
export type Part = 'converted' | 'learned';

/** The networks of Table 1 with one hidden layer on digits, to be run on spikes; and one that learns from spikes, with its control. */
export function spikingCells(scale: Scale, options: CellOptions): Cell[] {
  const sizes = SPIKING_SCALES[scale];
  const seeds = Array.from({ length: options.seeds ?? sizes.seeds }, (_, seed) => seed);
  // What is asked for by name has equation (6) on currents, as in the presets: a unit's spikes count its own current.
  const rules =
    options.rules.length > 0 ? options.rules : [...PAPER_ROWS, CONTROL_ROW].map(({ rule }) => rule);
  const networks = [false, true].flatMap((nonnegative) =>
    oneLayerCells(scale, nonnegative, { ...options, rules }),
  );
  const converted = networks.map((cell) => ({
    ...onNetwork('spiking/converted', cell),
    suite: 'spiking',
    seeds,
  }));
  const asked = options.rules.length === 0 || options.rules.includes(LEARNER.rule);
  return [
    ...converted.filter(({ rule }) => rule !== LEARNER.rule),
    ...(asked ? learnedCells(scale, options, seeds) : []),
  ];
}

/** The hidden layer that learns from spikes, and the same without its training, under output layers of both kinds. */
function learnedCells(scale: Scale, options: CellOptions, seeds: readonly number[]): Cell[] {
  const {
    hiddenEpochs,
    hiddenLearningRate,
    perturbedEpochs,
    learnedSeeds = seeds.length,
  } = SPIKING_SCALES[scale];
  const more = options.seeds === undefined ? Array.from({ length: learnedSeeds }, (_, seed) => seed) : seeds;
  // Sizes and images of the table's networks, whoever they are of.
  return oneLayerCells(scale, true, { ...options, rules: [LEARNER.rule] }).flatMap((cell) =>
    LEARNED.map(({ head, learns, ownOutput }): Cell => ({
      ...cell,
      id: `spiking/learned/${cell.dataset}/nonneg/1-layer/${cell.rule}/${head}`,
      suite: 'spiking',
      head,
      preset: 'best',
      hyperparameters: {
        steps: LEARNER.steps,
        ...(learns && hiddenLearningRate !== undefined && { hiddenLearningRate }),
        ...(ownOutput && { perturbedHead: OWN_OUTPUT }),
      },
      budget: {
        hiddenEpochs: learns ? hiddenEpochs : 0,
        headEpochs: ownOutput ? perturbedEpochs : cell.budget.headEpochs,
      },
      seeds: ownOutput ? seeds : more,
    })),
  );
}

/** The part of the suite that a cell belongs to. */
export function partOf({ id }: Pick<Cell, 'id'>): Part {
  return id.split('/')[1] as Part;
}
