import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { onNetwork } from '../common/networks.ts';
import { oneLayerCells } from '../common/one-layer.ts';

interface PlasticityScale {
  readonly seeds: number;
  /** How many times as long as in Table 1 networks train that are watched. */
  readonly longer: number;
  /** Epochs of the joint schedule, in which both layers learn from each batch as in the paper's Fig. 1. */
  readonly jointEpochs: number;
  /** Units of the hidden layer. */
  readonly widths: readonly number[];
  /** Images of each split that accuracy is measured on while a network trains. */
  readonly watchedImages: number;
  /** Images that an output layer learns from for a look at hidden layers in training. */
  readonly probeImages: number;
  readonly probeUpdates: number;
}

/** Sizes of the suite at each scale. */
export const PLASTICITY_SCALES: Readonly<Record<Scale, PlasticityScale>> = {
  smoke: {
    seeds: 1,
    longer: 1,
    jointEpochs: 20,
    widths: [50, 100],
    watchedImages: 200,
    probeImages: 300,
    probeUpdates: 20,
  },
  quick: {
    seeds: 3,
    longer: 10,
    jointEpochs: 150,
    widths: [125, 500, 1000, 2000],
    watchedImages: 3000,
    probeImages: 10_000,
    probeUpdates: 500,
  },
  paper: {
    seeds: 3,
    longer: 10,
    jointEpochs: 1000,
    widths: [125, 250, 500, 1000, 2000, 4000],
    watchedImages: 10_000,
    probeImages: 20_000,
    probeUpdates: 1000,
  },
};

/** What ids call the network of the joint schedule. */
const JOINT = 'hebbian-wp-joint';

/** Networks that train long past Table 1's budget, and networks of several widths that train as long as there. */
export function plasticityCells(scale: Scale, options: CellOptions): Cell[] {
  const { seeds: own, longer, jointEpochs, widths } = PLASTICITY_SCALES[scale];
  const seeds = Array.from({ length: options.seeds ?? own }, (_, seed) => seed);
  const networks = oneLayerCells(scale, true, options).map((cell) => ({
    ...onNetwork('plasticity', cell),
    seeds,
  }));
  return [
    ...networks.flatMap((cell): Cell[] => {
      const { hiddenEpochs, headEpochs } = cell.budget;
      // What training is stopped by is chosen on images that it does not learn from.
      const long: Cell = { ...cell, id: `plasticity/mnist/nonneg/long/${cell.rule}`, tuning: true };
      return [
        { ...long, budget: { hiddenEpochs: longer * hiddenEpochs, headEpochs: longer * headEpochs } },
        ...(cell.rule === 'hebbian-wp'
          ? [
              {
                ...long,
                id: `plasticity/mnist/nonneg/long/${JOINT}`,
                head: 'wp-head',
                hyperparameters: { head: 'wp', schedule: 'joint' },
                budget: { hiddenEpochs: 0, headEpochs: jointEpochs },
              },
            ]
          : []),
      ];
    }),
    ...networks.flatMap((cell) =>
      widths.map((units): Cell => ({
        ...cell,
        id: `plasticity/mnist/nonneg/units-${units}/${cell.rule}`,
        hidden: [units],
      })),
    ),
  ];
}

/** Whether a cell's network is watched through long training; the others are of several widths. */
export function isLong({ id }: Pick<Cell, 'id'>): boolean {
  return id.split('/')[3] === 'long';
}

/** Whether a cell's network trains as in the paper's Fig. 1. */
export function isJoint({ id }: Pick<Cell, 'id'>): boolean {
  return id.endsWith(`/${JOINT}`);
}
