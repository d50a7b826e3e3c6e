import { vectorKernels, type RowGain } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** Keeps quotients finite where all values of a row are the same. */
const EPSILON = 1e-8;

/**
 * The normalisation of equation (6), row by row: `x̂ = β (x − μ)/σ`, with mean μ and standard deviation σ of the row and
 * the gain β. A row of equal values becomes 0 exactly.
 *
 * Its derivative is that in x itself, not in |x|: what a layer reads is never negative, and at 0, where most pixels are,
 * `d|x|/dx` would be taken as 0 or −1, so that an attack would not see what raising the pixel does.
 * @param x - `[batch, width]`
 * @param gain - of β. @defaultValue 'one'
 */
export function standardise(x: tf.Tensor2D, gain: RowGain = 'one'): tf.Tensor2D {
  const kernels = vectorKernels();
  if (!kernels) return composedStandardise(x, gain);
  const op = tf.customGrad((value, save) => {
    const input = value as tf.Tensor2D;
    (save as tf.GradSaveFunc)([input]);
    return {
      value: kernels.standardiseRows(input, gain, EPSILON),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        kernels.standardiseRowsGradient(saved[0] as tf.Tensor2D, dy as tf.Tensor2D, gain, EPSILON),
    };
  });
  return op(x) as tf.Tensor2D;
}

/** {@link standardise} as tensor operations, for engines without vector kernels. */
export function composedStandardise(x: tf.Tensor2D, gain: RowGain = 'one'): tf.Tensor2D {
  return tf.tidy(() => {
    // Less the least value first: the mean of equal values is then exact, whatever they are.
    const raised = tf.sub(x, tf.min(x, 1, true));
    const deviations = tf.sub(raised, tf.mean(raised, 1, true)) as tf.Tensor2D;
    return gain === 'deviation' ? deviations : tf.mul(deviations, factorOf(x, deviations, gain));
  });
}

/** β/σ, `[batch, 1]`. */
function factorOf(x: tf.Tensor2D, deviations: tf.Tensor2D, gain: Exclude<RowGain, 'deviation'>): tf.Tensor2D {
  switch (gain) {
    case 'one':
      return tf.div(1, rootMeanSquare(deviations));
    case 'length':
      return tf.div(rootMeanSquare(x), rootMeanSquare(deviations));
    case 'maximum':
      return tf.div(tf.max(x, 1, true), tf.add(tf.max(deviations, 1, true), EPSILON));
    case 'mean':
      return tf.div(tf.mean(x, 1, true), tf.add(tf.mean(tf.abs(deviations), 1, true), EPSILON));
  }
}

function rootMeanSquare(x: tf.Tensor2D): tf.Tensor2D {
  return tf.sqrt(tf.add(tf.mean(tf.square(x), 1, true), EPSILON ** 2)) as tf.Tensor2D;
}
