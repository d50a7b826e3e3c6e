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

/** The variables of hidden layers, by name. */
export function hiddenVariables({ variables }: Trainer): Record<string, Variable> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('hidden-')));
}
