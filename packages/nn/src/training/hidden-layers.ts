import type { PhaseRecord, Trainer } from '@hebbench/core';
import type { Variable } from '@tensorflow/tfjs-core';
import type { SavedTensor } from './checkpoint.ts';

/** Trained hidden layers, without an output layer. */
export interface HiddenLayers {
  /** What their training took. */
  readonly phases: readonly PhaseRecord[];
  /** The variables that their training changed, by name. */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

/** Where networks that differ in their output layers alone find the hidden layers that they share. */
export interface HiddenLayerStore {
  load(): HiddenLayers | undefined;
  save(layers: HiddenLayers): void;
}

/** How many phases train hidden layers before anything else is trained. */
export function countHiddenPhases({ phases }: Trainer): number {
  const first = phases.findIndex(({ trains }) => trains !== 'hidden');
  return first === -1 ? phases.length : first;
}

/** The variables of hidden layers, by name: their weights, and what else the trainer says that their training changes. */
export function hiddenVariables({ model, variables, hiddenState = [] }: Trainer): Record<string, Variable> {
  const weights = model.weights().filter(({ layer }) => layer === 'hidden');
  const names = new Set([...weights.map(({ name }) => name), ...hiddenState]);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}
