import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Settings of {@link perturbationStep}. */
export interface PerturbationOptions {
  /** Variance σ² of the perturbations. */
  readonly variance: number;
  /** Whether each perturbation is tried with both signs. */
  readonly antithetic: boolean;
}

/**
 * Draws perturbations ξ ~ N(0, σ²) of a kernel, side by side.
 * @param variance - σ²
 * @returns `[inputs, perturbations × classes]`
 */
export function drawPerturbation(
  [inputs, classes]: readonly [number, number],
  perturbations: number,
  variance: number,
  stream: RandomStream,
): tf.Tensor2D {
  const columns = perturbations * classes;
  const values = stream.fillNormal(new Float32Array(inputs * columns), 0, Math.sqrt(variance));
  return tf.tensor2d(values, [inputs, columns]);
}

/**
 * Weight perturbation, averaged over P perturbations: equation (3) without its rate,
 * `−(1/σ²) (E^pert − E) ξ 𝟙(w ≠ 0)`, where E is the mean cross-entropy of the batch. With antithetic pairs,
 * `(E(w + ξ) − E(w − ξ))/2` takes the place of `E^pert − E`: the same mean with less noise.
 * @param kernel - W, `[inputs, classes]`
 * @param logits - of the unperturbed kernel, `[batch, classes]`
 * @param shift - what each perturbation adds to them: `hidden activity · ξ`, `[batch, perturbations × classes]`
 * @param oneHotLabels - `[batch, classes]`
 * @param xi - from {@link drawPerturbation}
 * @returns `[inputs, classes]`
 */
export function perturbationStep(
  kernel: tf.Tensor2D,
  logits: tf.Tensor2D,
  shift: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  xi: tf.Tensor2D,
  { variance, antithetic }: PerturbationOptions,
): tf.Tensor2D {
  return tf.tidy(() => {
    const [inputs, classes] = kernel.shape;
    const perturbations = xi.shape[1] / classes;
    // Both sides in one evaluation: the cost of small tensors is that of the number of operations.
    const other = antithetic ? tf.neg(shift) : tf.zerosLike(logits);
    const errors = perturbedErrors(logits, tf.concat([shift, other], 1), oneHotLabels);
    const [perturbed, opposite] = tf.split(errors, [perturbations, other.shape[1] / classes]) as [
      tf.Tensor1D,
      tf.Tensor1D,
    ];
    const slope = tf.div(tf.sub(perturbed, opposite), -variance * perturbations * (antithetic ? 2 : 1));
    const weighted = tf.mul(
      tf.reshape(xi, [inputs, perturbations, classes]),
      tf.reshape(slope, [1, perturbations, 1]),
    );
    return tf.mul(tf.sum(weighted, 1), tf.cast(tf.notEqual(kernel, 0), 'float32')) as tf.Tensor2D;
  });
}

/**
 * Mean cross-entropy of the batch under each perturbation.
 * @param shift - what each perturbation adds to the logits, `[batch, perturbations × classes]`
 * @returns `[perturbations]`
 */
function perturbedErrors(logits: tf.Tensor2D, shift: tf.Tensor2D, oneHotLabels: tf.Tensor2D): tf.Tensor1D {
  const [samples, classes] = logits.shape;
  const perturbations = shift.shape[1] / classes;
  const shifted = tf.add(
    tf.reshape(shift, [samples, perturbations, classes]),
    tf.reshape(logits, [samples, 1, classes]),
  );
  // log softmax at the label: its logit minus the log-sum-exp of the row.
  const atLabel = tf.sum(tf.mul(shifted, tf.reshape(oneHotLabels, [samples, 1, classes])), 2);
  return tf.mean(tf.sub(tf.logSumExp(shifted, 2), atLabel), 0);
}
