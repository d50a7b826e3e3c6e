import type { FeedForward } from './feed-forward.ts';
import type * as tf from '@tensorflow/tfjs-core';

/** A network's weights as a trainer's variables, by the names that {@link FeedForward.weights} gives them. */
export function weightVariables(model: FeedForward): Record<string, tf.Variable> {
  return Object.fromEntries(model.weights().map(({ name, tensor }) => [name, tensor as tf.Variable]));
}

/** The dimensions `[inputs, units]` of every hidden kernel, from the input upwards. */
export function kernelShapes(inputs: number, hidden: readonly number[]): [number, number][] {
  return hidden.map((units, i) => [i === 0 ? inputs : hidden[i - 1]!, units]);
}
