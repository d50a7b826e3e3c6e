import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { onNetwork } from '../common/networks.ts';
import { oneLayerCells } from '../common/one-layer.ts';
import { headUnder, rowOf } from '../common/rows/index.ts';

interface PlasticityScale {
  readonly seeds: number;
  /** How many times as long as in Table 1 networks train that are watched. */
  readonly longer: number;
  /** Images that these train on. @defaultValue as many as in Table 1 */
  readonly longImages?: number;
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
    longImages: 10_000,
    jointEpochs: 100,
    widths: [125, 500, 2000],
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
function jointName(rule: string): string {
  return `${rule}-joint`;
}

/** Networks that train long past Table 1's budget, and networks of several widths that train as long as there. */
export function plasticityCells(scale: Scale, options: CellOptions): Cell[] {
  const { seeds: own, longer, longImages, jointEpochs, widths } = PLASTICITY_SCALES[scale];
  const seeds = Array.from({ length: options.seeds ?? own }, (_, seed) => seed);
  const networks = oneLayerCells(scale, true, options).map((cell) => ({
    ...onNetwork('plasticity', cell),
    seeds,
  }));
  return [
    ...networks.flatMap((cell): Cell[] => {
      const { hiddenEpochs, headEpochs } = cell.budget;
      const { joint } = rowOf(cell.rule);
      const long: Cell = {
        ...cell,
        id: idOf(cell, 'long', cell.rule),
        // What training is stopped by is chosen on images that it does not learn from.
        tuning: true,
        ...(longImages !== undefined && { trainImages: longImages }),
      };
      return [
        { ...long, budget: { hiddenEpochs: longer * hiddenEpochs, headEpochs: longer * headEpochs } },
        ...(joint
          ? [
              {
                ...long,
                head: headUnder(cell, joint.head),
                hyperparameters: { ...long.hyperparameters, ...joint.hyperparameters },
                id: idOf(cell, 'long', jointName(cell.rule)),
                budget: { hiddenEpochs: 0, headEpochs: jointEpochs },
              },
            ]
          : []),
      ];
    }),
    ...networks.flatMap((cell) =>
      widths.map((units): Cell => ({
        ...cell,
        id: idOf(cell, `units-${units}`, cell.rule),
        hidden: [units],
      })),
    ),
  ];
}

function idOf({ dataset }: Cell, experiment: string, network: string): string {
  return `plasticity/${dataset}/nonneg/${experiment}/${network}`;
}

/** Whether a cell's network is watched through long training; the others are of several widths. */
export function isLong({ id }: Pick<Cell, 'id'>): boolean {
  return id.split('/')[3] === 'long';
}

/** Whether a cell's network trains as in the paper's Fig. 1. */
export function isJoint({ id, rule }: Pick<Cell, 'id' | 'rule'>): boolean {
  return id.endsWith(`/long/${jointName(rule)}`);
}
