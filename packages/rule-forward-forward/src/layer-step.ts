import * as tf from '@tensorflow/tfjs-core';
import { goodnessGradient, goodnessOf, type GoodnessOptions } from './goodness.ts';
import type { GoodnessNetwork } from './network.ts';

/** What a layer learns from a batch, and what it passes on. */
export interface LayerStep {
  /** Gradient of the layer's own loss in its kernel, `[inputs, units]`. */
  readonly kernelGradient: tf.Tensor2D;
  /** Gradient in its bias, `[units]`. */
  readonly biasGradient: tf.Tensor1D;
  /** What the next layer reads, `[2N, units]`. */
  readonly output: tf.Tensor2D;
  /** Goodness per unit, mean over the positive and over the negative images; and the share of pairs in the right order. */
  readonly measured: tf.Tensor1D;
}

/**
 * Forward through layer number `layer` (from 1), and the gradient of its own loss: no other layer has a part in it.
 * @param input - what the layer reads for N positive images, then for N negative ones: `[2N, inputs]`
 */
export function layerStep(
  network: GoodnessNetwork,
  layer: number,
  input: tf.Tensor2D,
  options: GoodnessOptions,
): LayerStep {
  return tf.tidy(() => {
    const { kind } = network;
    const activity = kind.activate(network.currents(input, layer));
    const delta = kind.gradient(goodnessGradient(activity, options));
    const [positive, negative] = tf.split(goodnessOf(activity, 'mean'), 2) as [tf.Tensor1D, tf.Tensor1D];
    const ordered = tf.mean(tf.cast(tf.greater(positive, negative), 'float32'));
    return {
      kernelGradient: tf.matMul(input, delta, true, false),
      biasGradient: tf.sum(delta, 0),
      output: kind.normalise(activity),
      measured: tf.stack([tf.mean(positive), tf.mean(negative), ordered]) as tf.Tensor1D,
    };
  }) as LayerStep;
}
