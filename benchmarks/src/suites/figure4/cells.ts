import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { constrainedNetworks, onNetwork } from '../common/networks.ts';
import { isShownInFull, plainHead, PROPOSED, readingOf, rowOf, seedsUnder } from '../common/rows/index.ts';
import { FIGURE_SETS } from '../common/sets.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Parts of the figure; the last five are other readings of what the paper leaves open. */
export type Experiment =
  | 'few-shot-all'
  | 'few-shot-few'
  | 'attacks'
  | 'joint'
  | 'attack-readings'
  | 'few-shot-readings'
  | 'few-shot-few-readings'
  | 'few-shot-budgets';

/** The cells of the figure: each network of Table 1 with the constraint and one hidden layer, in each experiment. */
export function figureCells(scale: Scale, options: CellOptions): Cell[] {
  const seedsOf = (cell: Cell): number[] => {
    const planned = seedsUnder(readingOf(cell), FIGURE_SCALES[scale].seeds);
    return Array.from({ length: options.seeds ?? planned }, (_, seed) => seed);
  };
  const networks = (options.sets ?? FIGURE_SETS).flatMap((set) =>
    constrainedNetworks(scale, set, options, 'all').map(({ cell }) => cell),
  );
  const cellOf = (experiment: Experiment, cell: Cell, changes: Partial<Cell> = {}): Cell =>
    onNetwork(`figure4/${experiment}`, cell, { ...changes, seeds: seedsOf(cell) });
  // Only hidden layers that learn without labels, or not at all, may see all images before the shots.
  const withAllImages = networks.filter(
    (cell) => !rowOf(cell.rule).usesLabels && plainHead(cell) !== 'wp-head',
  );
  return [
    // A hidden layer is the same whatever its output layer; K&H's two differ in their activity.
    ...withAllImages.map((cell) => cellOf('few-shot-all', cell)),
    // Nothing to train beforehand.
    ...networks.map((cell) => cellOf('few-shot-few', cell, { budget: { hiddenEpochs: 0, headEpochs: 0 } })),
    ...networks.map((cell) => cellOf('attacks', cell)),
    ...readingCells(scale, networks.filter(isShownInFull), withAllImages.filter(isShownInFull), options),
  ].map((cell) => ({ ...cell, suite: 'figure4' }));
}

/** The cells of the other readings: networks of another schedule, other attacks, other few-shot budgets. */
function readingCells(
  scale: Scale,
  networks: readonly Cell[],
  withAllImages: readonly Cell[],
  options: CellOptions,
): Cell[] {
  const { readingSeeds, jointEpochs } = FIGURE_SCALES[scale];
  const seeds = Array.from({ length: options.seeds ?? readingSeeds }, (_, seed) => seed);
  const cellOf = (experiment: Experiment, cell: Cell, changes: Partial<Cell> = {}): Cell =>
    onNetwork(`figure4/${experiment}`, cell, { ...changes, seeds });
  const proposed = networks.filter(({ rule }) => rule === PROPOSED.rule);
  return [
    ...proposed.map((cell) =>
      cellOf('joint', cell, {
        hyperparameters: { ...cell.hyperparameters, schedule: 'joint' },
        budget: { hiddenEpochs: 0, headEpochs: jointEpochs[plainHead(cell) as keyof typeof jointEpochs] },
      }),
    ),
    ...networks.map((cell) => cellOf('attack-readings', cell)),
    ...withAllImages.map((cell) => cellOf('few-shot-readings', cell)),
    // The few images train the output layer.
    ...withAllImages.map((cell) =>
      cellOf('few-shot-budgets', cell, { budget: { ...cell.budget, headEpochs: 0 } }),
    ),
    // Only the hidden layer is needed: the few images train the output layer.
    ...proposed
      .filter((cell) => plainHead(cell) === 'wp-head')
      .map((cell) => cellOf('few-shot-readings', cell, { budget: { ...cell.budget, headEpochs: 0 } })),
    // Of the rules for which the paper has a number.
    ...networks
      .filter(({ rule }) => rowOf(rule).printed?.oneShot !== undefined)
      .map((cell) => cellOf('few-shot-few-readings', cell, { budget: { hiddenEpochs: 0, headEpochs: 0 } })),
  ];
}

/** The part of the figure that a cell belongs to. */
export function experimentOf({ id }: Pick<Cell, 'id'>): Experiment {
  return id.split('/')[1] as Experiment;
}
