import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from './cross-entropy.ts';
import type { FeedForward } from './feed-forward.ts';
import { networkWeights } from './variables.ts';

/**
 * How well estimates point along the gradient that backpropagation would have computed: the cosine of the angle
 * between them, 1 for a perfect estimate. A random direction among D has a cosine of about 1/√D.
 * @param estimates - one for each of {@link networkWeights}
 * @param x - `[batch, inputs]`
 * @param oneHotLabels - `[batch, classes]`
 * @returns a cosine for each estimate, 0 where one of the two is 0
 */
export function alignment(
  model: FeedForward,
  estimates: readonly tf.Tensor[],
  x: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
): tf.Tensor1D {
  return tf.tidy(() => {
    const weights = networkWeights(model);
    const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), oneHotLabels), weights);
    const cosines = weights.map(({ name }, i) => {
      const [estimate, gradient] = [estimates[i]!, grads[name]!];
      const lengths = tf.mul(tf.norm(estimate), tf.norm(gradient));
      return tf.divNoNan(tf.sum(tf.mul(estimate, gradient)), lengths) as tf.Scalar;
    });
    return tf.stack(cosines) as tf.Tensor1D;
  });
}
