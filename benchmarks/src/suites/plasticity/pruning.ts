import type { Model, Split } from '@hebbench/core';
import { accuracy } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** A network without its smallest hidden weights. */
export interface PruningPoint {
  /** Share of the synapses in use (not 0) that are removed, in percent. */
  readonly removed: number;
  /** Accuracy in percent. */
  readonly accuracy: number;
}

/** Shares of the synapses in use that are removed, in percent. */
export const REMOVED: readonly number[] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 98];

/** A loss up to this many percentage points counts as none. */
const LOSS = 1;

/** Accuracy as more and more of the smallest weights of the hidden layer are set to 0. The model stays as it is. */
export function pruningCurve(model: Model, split: Split, images: number): PruningPoint[] {
  const kernel = hiddenKernel(model);
  const whole = kernel.dataSync<'float32'>().slice();
  const sorted = whole
    .filter((w) => w !== 0)
    .map(Math.abs)
    .toSorted();
  try {
    return REMOVED.map((removed) => {
      const least = sorted[Math.min(sorted.length - 1, Math.floor((removed / 100) * sorted.length))] ?? 0;
      assign(kernel, removed === 0 ? whole : whole.map((w) => (Math.abs(w) < least ? 0 : w)));
      return { removed, accuracy: accuracy(model, split, { limit: images }) };
    });
  } finally {
    assign(kernel, whole);
  }
}

/** The largest share, of those that were tried one after the other, that costs less than a point, in percent. */
export function removable(curve: readonly PruningPoint[]): number {
  const whole = curve[0]!.accuracy;
  const tooMany = curve.findIndex(({ accuracy: left }) => left <= whole - LOSS);
  return curve.at(tooMany === -1 ? -1 : tooMany - 1)!.removed;
}

function hiddenKernel(model: Model): tf.Variable {
  return model.weights().find(({ kind, layer }) => kind === 'kernel' && layer === 'hidden')!
    .tensor as tf.Variable;
}

function assign(variable: tf.Variable, values: Float32Array): void {
  const tensor = tf.tensor(values, variable.shape);
  variable.assign(tensor);
  tensor.dispose();
}
