import * as tf from '@tensorflow/tfjs-core';
import type { FeedForward } from './feed-forward.ts';
import { createZeros } from './initial.ts';

/** An output layer's view of hidden activity as deviations from the units' means. */
export interface Centre {
  /** Means `μ` of the units, `[units]`. */
  readonly means: tf.Variable<tf.Rank.R1>;
  /** The bias `b'` that learns; the model's is `b' − μV`. */
  readonly bias: tf.Variable<tf.Rank.R1>;
  /**
   * Measures the means of a sample of the activity.
   * @param activity - `[samples, units]`
   * @returns the deviations from them
   */
  measure(activity: tf.Tensor2D): tf.Tensor2D;
  /**
   * The kernel's gradient for deviations: `Σ (h − μ)ᵀδ = Σ hᵀδ − μ Σδ`.
   * @param gradient - `Σ hᵀδ`, `[units, classes]`
   * @param errors - `Σδ`, `[classes]`
   */
  deviations(gradient: tf.Tensor2D, errors: tf.Tensor1D): tf.Tensor2D;
  /**
   * A product of the activity as one of the deviations: `(h − μ)V = hV − μV`.
   * @param product - `hV`, `[samples, columns]`
   * @param factor - V, `[units, columns]`
   */
  project(product: tf.Tensor2D, factor: tf.Tensor2D): tf.Tensor2D;
  /** Gives the model the bias `b' − μV`, plus a constant that keeps it nonnegative with the constraint. */
  updateBias(): void;
}

/** Centres what a model's output layer learns from. */
export function createCentre({ architecture, outputKernel: kernel, outputBias }: FeedForward): Centre {
  const means = createZeros<tf.Rank.R1>([kernel.shape[0]]);
  const bias = createZeros<tf.Rank.R1>([kernel.shape[1]]);
  bias.assign(outputBias);
  return {
    means,
    bias,
    measure: (activity) => {
      means.assign(tf.mean<tf.Tensor1D>(activity, 0));
      return tf.sub(activity, means);
    },
    deviations: (gradient, errors) => tf.sub(gradient, tf.outerProduct(means, errors)),
    project: (product, factor) => tf.sub(product, tf.matMul(tf.expandDims(means, 0), factor)),
    updateBias: () =>
      tf.tidy(() => {
        const folded = tf.sub(bias, tf.squeeze(tf.matMul(tf.expandDims(means, 0), kernel), [0]));
        // Differences of logits alone matter to a softmax.
        const shifted = architecture.nonnegative ? tf.sub(folded, tf.min(folded)) : folded;
        outputBias.assign(shifted as tf.Tensor1D);
      }),
  };
}
