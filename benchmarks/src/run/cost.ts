import { layerShapes, type Cell, type DatasetTraits, type LayerShape } from '@hebbench/core';

/** A rough estimate of a run's work, up to a factor: multiplications of large matrix products. */
export interface RunCost {
  /** Of hidden layers that have phases of their own. */
  readonly hidden: number;
  /** Of the output layer, and of all layers where they are trained together. */
  readonly rest: number;
  readonly scoring: number;
}

/** What of a data set decides the work. */
export type CostedSet = Pick<DatasetTraits, 'inputs' | 'images'> &
  Partial<Pick<DatasetTraits, 'shape' | 'classes'>>;

/** What of a cell and its set says how large its hidden layers are. */
type Sized = readonly [cell: Pick<Cell, 'hidden' | 'layers'>, set: Pick<CostedSet, 'inputs' | 'shape'>];

function shapesOf(...[{ hidden, layers }, { inputs, shape }]: Sized): LayerShape[] {
  return layerShapes({ inputs, hidden, ...(layers && { layers }), ...(shape && { image: shape }) });
}

/** Weights of a cell's hidden layers, each as often as an image uses it: those of a convolution at every position. */
export function hiddenWeights(...sized: Sized): number {
  return shapesOf(...sized).reduce((sum, { fanIn, units, positions }) => sum + fanIn * units * positions, 0);
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
  const { trainClasses: [from, to] = [0, 1], trainImages = Infinity } = cell;
  const share = cell.trainClasses ? (to - from) / (set.classes ?? to) : 1;
  const images = share * Math.min(trainImages, set.images.train);
  const epoch = images * PRODUCTS * hiddenWeights(cell, set);
  // Else a rule may train all layers with labels.
  const throughAll = hiddenFirst ? 1 : headEpochs;
  const head = images * shapesOf(cell, set).at(-1)!.width * HEAD_COLUMNS;
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
