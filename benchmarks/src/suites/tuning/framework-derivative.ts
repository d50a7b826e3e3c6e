import type { Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * A model that attacks see with another derivative: that of |x| in TensorFlow, PyTorch and JAX, which is 0 at 0. Where
 * equation (6) is applied to |pixels|, all that a network knows of a black pixel has passed it, and no gradient raises that
 * pixel. Scores are the same.
 */
export function withFrameworkDerivative(model: Model): Model {
  const absolute = tf.customGrad((x, save) => {
    (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
    return {
      value: (x as tf.Tensor).clone(),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(dy, tf.cast(tf.greater(saved[0]!, 0), 'float32')),
    };
  });
  return { ...model, logits: (x) => tf.tidy(() => model.logits(absolute(x) as tf.Tensor2D)) };
}
