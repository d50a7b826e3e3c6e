import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { constrainedNetworks, onNetwork } from '../common/networks.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Parts of the figure. */
export type Experiment = 'few-shot-all' | 'few-shot-few' | 'attacks';

/** Rules whose hidden layers learn without labels, or not at all: only these may see all images before the shots. */
const WITH_LABELS = new Set(['backprop']);

/** The cells of the figure: each network of Table 1 with the constraint and one hidden layer, in each experiment. */
export function figureCells(scale: Scale, options: CellOptions): Cell[] {
  const seeds = Array.from({ length: options.seeds ?? FIGURE_SCALES[scale].seeds }, (_, seed) => seed);
  const networks = constrainedNetworks(scale, 'mnist', options).map(({ cell }) => cell);
  const cellOf = (experiment: Experiment, cell: Cell, changes: Partial<Cell> = {}): Cell =>
    onNetwork(`figure4/${experiment}`, cell, { ...changes, seeds });
  return [
    // A hidden layer is the same whatever its output layer; K&H's two differ in their activity.
    ...networks
      .filter(({ rule, head }) => !WITH_LABELS.has(rule) && head !== 'wp-head')
      .map((cell) => cellOf('few-shot-all', cell)),
    // Nothing to train beforehand.
    ...networks.map((cell) => cellOf('few-shot-few', cell, { budget: { hiddenEpochs: 0, headEpochs: 0 } })),
    ...networks.map((cell) => cellOf('attacks', cell)),
  ].map((cell) => ({ ...cell, suite: 'figure4' }));
}

/** The part of the figure that a cell belongs to. */
export function experimentOf({ id }: Pick<Cell, 'id'>): Experiment {
  return id.split('/')[1] as Experiment;
}
