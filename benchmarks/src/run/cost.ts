import type { Cell, DatasetTraits } from '@hebbench/core';

/** A rough estimate of a run's work, up to a factor: multiplications of large matrix products. */
export interface RunCost {
  /** Of hidden layers that have phases of their own. */
  readonly hidden: number;
  /** Of the output layer, and of all layers where they are trained together. */
  readonly rest: number;
  readonly scoring: number;
}

/** What of a data set decides the work. */
export type CostedSet = Pick<DatasetTraits, 'inputs' | 'images'>;

/** Weights of a cell's hidden layers. */
export function hiddenWeights(
  { hidden }: Pick<Cell, 'hidden'>,
  { inputs }: Pick<CostedSet, 'inputs'>,
): number {
  const widths = [inputs, ...hidden];
  return hidden.reduce((sum, units, i) => sum + widths[i]! * units, 0);
}

/** Products for all that an update of a layer computes: forwards, and twice for the change. */
export const PRODUCTS = 3;
/** An output layer's products and their 10 … 20 columns, which cost several times as much as those of a large product. */
const HEAD_COLUMNS = 150;

/** What {@link estimateCost} is told beside the cell. */
export interface CostOptions {
  /** Whether hidden layers are trained, if at all, before the output layer. @defaultValue those with epochs of their own */
  readonly hiddenFirst?: boolean;
  /** @defaultValue a test on all images */
  readonly scoring?: number | undefined;
}

/** The work of a cell, if nothing of it has been done before. */
export function estimateCost(cell: Cell, set: CostedSet, options: CostOptions = {}): RunCost {
  const { hiddenEpochs, headEpochs } = cell.budget;
  const { hiddenFirst = hiddenEpochs > 0, scoring = testing(cell, set) } = options;
  const images = Math.min(cell.trainImages ?? Infinity, set.images.train);
  const epoch = images * PRODUCTS * hiddenWeights(cell, set);
  // Else a rule may train all layers with labels.
  const throughAll = hiddenFirst ? 1 : headEpochs;
  const head = images * cell.hidden.at(-1)! * HEAD_COLUMNS;
  return { hidden: epoch * hiddenEpochs, rest: epoch * throughAll + head * headEpochs, scoring };
}

/** What training takes. */
export function trainingCost({ hidden, rest }: RunCost): number {
  return hidden + rest;
}

/** All of a run's work. */
export function totalCost(cost: RunCost): number {
  return trainingCost(cost) + cost.scoring;
}

/** Every network is tested on images it has learnt from and on others. */
function testing(cell: Cell, set: CostedSet): number {
  return (set.images.train + set.images.test) * hiddenWeights(cell, set);
}
