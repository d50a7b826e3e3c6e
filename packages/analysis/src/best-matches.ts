import * as tf from '@tensorflow/tfjs-core';

/**
 * How well each vector of one set is met by the nearest of another, whatever its length and sign: the largest absolute
 * cosine, in [0, 1].
 * @param wanted - `[m, inputs]`
 * @param offered - `[n, inputs]`; one that is all 0 meets nothing
 * @returns one number for each of `wanted`
 */
export function bestMatches(wanted: tf.Tensor2D, offered: tf.Tensor2D): Float32Array {
  return tf.tidy(() => {
    const cosines = tf.matMul(unitLength(wanted), unitLength(offered), false, true);
    return tf
      .max(tf.abs(cosines), 1)
      .dataSync<'float32'>()
      .map((cosine) => Math.min(1, cosine));
  });
}

function unitLength(rows: tf.Tensor2D): tf.Tensor2D {
  const lengths = tf.sqrt(tf.sum(tf.square(rows), 1, true));
  return tf.div(rows, tf.maximum(lengths, 1e-12));
}
