import type { Scale } from '@hebbench/core';

/** Sizes of Figure 4 at one scale. */
export interface FigureScale {
  readonly seeds: number;
  /** Random draws of the few labelled images; the same ones for every network. */
  readonly draws: number;
  /** Labelled images of each class. */
  readonly shots: readonly number[];
  /** Updates of a layer, and of the output layer, on the few images. */
  readonly updates: number;
  /** Numbers of updates of the output layer, at one shot. */
  readonly budgets: readonly number[];
  /** Test images of few-shot learning; all if left out. */
  readonly testImages?: number;
  /** Test images under attack. */
  readonly attackedImages: number;
  /** ℓ∞ radii. */
  readonly epsilons: readonly number[];
  readonly steps: number;
  readonly restarts: number;
  readonly checkImages: number;
  readonly queries: number;
  /** Seeds of the other readings. */
  readonly readingSeeds: number;
  /** Epochs of the joint schedule, by output layer. */
  readonly jointEpochs: Readonly<Record<'bp-head' | 'wp-head', number>>;
}

/** The paper leaves open how often the output layer learns from the few images: from once to beyond where it ends. */
const BUDGETS = [1, 3, 10, 30, 100, 300, 1000];

/** The three scales. */
export const FIGURE_SCALES: Readonly<Record<Scale, FigureScale>> = {
  smoke: {
    seeds: 1,
    draws: 3,
    shots: [1, 10],
    updates: 40,
    budgets: [1, 40],
    testImages: 500,
    attackedImages: 60,
    epsilons: [0.05, 0.1, 0.2],
    steps: 20,
    restarts: 1,
    checkImages: 30,
    queries: 60,
    readingSeeds: 1,
    jointEpochs: { 'bp-head': 10, 'wp-head': 60 },
  },
  quick: {
    seeds: 1,
    draws: 20,
    shots: [1, 10, 100],
    updates: 200,
    budgets: BUDGETS,
    attackedImages: 300,
    epsilons: [0.025, 0.05, 0.1, 0.2, 0.3],
    steps: 40,
    restarts: 1,
    checkImages: 100,
    queries: 200,
    readingSeeds: 1,
    // About as many updates of the hidden layer as layer by layer, and not fewer.
    jointEpochs: { 'bp-head': 10, 'wp-head': 60 },
  },
  paper: {
    seeds: 5,
    draws: 20,
    shots: [1, 10, 100],
    updates: 300,
    budgets: BUDGETS,
    attackedImages: 1000,
    epsilons: [0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3],
    steps: 40,
    restarts: 2,
    checkImages: 200,
    queries: 500,
    readingSeeds: 3,
    jointEpochs: { 'bp-head': 10, 'wp-head': 100 },
  },
};
