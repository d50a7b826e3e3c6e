import type { FeedForward } from './feed-forward.ts';
import type * as tf from '@tensorflow/tfjs-core';

/** A network's weights as a trainer's variables, by the names that {@link FeedForward.weights} gives them. */
export function weightVariables(model: FeedForward): Record<string, tf.Variable> {
  return Object.fromEntries(model.weights().map(({ name, tensor }) => [name, tensor as tf.Variable]));
}

/**
 * The same weights as a list: the hidden kernels from the input upwards, the output kernel and the output bias. The
 * order of every list of gradients.
 */
export function networkWeights({ kernels, outputKernel, outputBias }: FeedForward): tf.Variable[] {
  return [...kernels, outputKernel, outputBias];
}

/** The dimensions `[inputs, units]` of every hidden kernel, from the input upwards. */
export function kernelShapes(inputs: number, hidden: readonly number[]): [number, number][] {
  return hidden.map((units, i) => [i === 0 ? inputs : hidden[i - 1]!, units]);
}
