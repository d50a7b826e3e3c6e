import type { RandomStream } from '@hebbench/core';
import { networkWeights, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { sampleErrors } from './errors.ts';
import type { EstimateOptions } from './hyperparameters.ts';
import { drawNoise } from './noise.ts';

/**
 * Weight perturbation: the gradient of the batch's mean cross-entropy E in all weights, estimated from what happens to
 * E when all of them are perturbed at once, `⟨(1/σ²) (E(w + ξ) − E(w)) ξ⟩` over the perturbations. With antithetic
 * pairs, `(E(w + ξ) − E(w − ξ))/2` takes the place of `E(w + ξ) − E(w)`: the same mean with less noise.
 * @param x - `[batch, inputs]`
 * @param oneHotLabels - `[batch, classes]`
 * @returns one estimate for each of {@link networkWeights}
 */
export function weightPerturbation(
  model: FeedForward,
  x: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  { variance, perturbations, antithetic, noise }: EstimateOptions,
  stream: RandomStream,
): tf.Tensor[] {
  return tf.tidy(() => {
    const weights = networkWeights(model);
    const errorWith = (changed: readonly tf.Tensor[]): tf.Scalar =>
      tf.tidy(() => tf.mean(sampleErrors(logitsWith(model, changed, x), oneHotLabels)));
    const unperturbed = antithetic ? undefined : errorWith(weights);

    let sums: tf.Tensor[] = weights.map((weight) => tf.zerosLike(weight));
    for (let p = 0; p < perturbations; p++) {
      const previous = sums;
      sums = tf.tidy(() => {
        const xi = weights.map(({ shape }) => drawNoise(shape, noise, variance, stream));
        const up = errorWith(weights.map((weight, i) => tf.add(weight, xi[i]!)));
        const down = unperturbed ?? errorWith(weights.map((weight, i) => tf.sub(weight, xi[i]!)));
        const slope = tf.div(tf.sub(up, down), variance * perturbations * (antithetic ? 2 : 1));
        return xi.map((each, i) => tf.add(previous[i]!, tf.mul(each, slope)));
      });
      tf.dispose(previous);
    }
    return sums;
  });
}

/** The network's class scores with other weights, in the order of {@link networkWeights}. */
function logitsWith({ layers }: FeedForward, weights: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor2D {
  const kernels = weights.slice(0, -1) as tf.Tensor2D[];
  const bias = weights.at(-1)!;
  const outputKernel = kernels.pop()!;
  const z = layers.reduce((read, layer, i) => layer.apply(read, kernels[i]!), x);
  return tf.add(tf.matMul(z, outputKernel), bias);
}
