import * as tf from '@tensorflow/tfjs-core';

/**
 * `tf.tidy` for what is no tensor: frees the tensors of a computation whose result holds none, or only kept ones. `tf.tidy`
 * itself looks through all that it returns for tensors, number by number, which takes longer than a matrix product.
 */
export function tidied<T>(compute: () => T): T {
  let result!: T;
  tf.tidy(() => {
    result = compute();
  });
  return result;
}
