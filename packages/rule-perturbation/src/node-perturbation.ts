import type { RandomStream } from '@hebbench/core';
import { forwardPass, gradientsOfErrors, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { sampleErrors } from './errors.ts';
import type { EstimateOptions } from './hyperparameters.ts';
import { drawNoise } from './noise.ts';

/**
 * Node perturbation: the gradient of the batch's mean cross-entropy in all weights, estimated from what happens to each
 * sample's error E_n when the currents of all units are perturbed at once, a draw of its own for each sample:
 * `⟨(1/σ²) (E_n(ξ) − E_n) ξ_nj x_ni⟩` over samples and perturbations, where x is what the layer reads without
 * perturbation. Units of a convolution are perturbed at each position, and learn from the sum over all of them. With antithetic pairs, `(E_n(ξ) − E_n(−ξ))/2` takes the place of `E_n(ξ) − E_n`.
 * @param x - `[batch, inputs]`
 * @param oneHotLabels - `[batch, classes]`
 * @returns one estimate for each hidden kernel from the input upwards, the output kernel and the output bias
 */
export function nodePerturbation(
  model: FeedForward,
  x: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  { variance, perturbations, antithetic, noise }: EstimateOptions,
  stream: RandomStream,
): tf.Tensor[] {
  return tf.tidy(() => {
    const { inputs, currents, logits } = forwardPass(model, x);
    const batch = x.shape[0];
    const shapes = [...currents, logits].map(({ shape }) => shape);
    const errorsWith = (xi: readonly tf.Tensor2D[]): tf.Tensor1D =>
      tf.tidy(() => sampleErrors(perturbedLogits(model, x, xi), oneHotLabels));
    const unperturbed = antithetic ? undefined : sampleErrors(logits, oneHotLabels);

    // Σ slope ξ of each layer: an estimate of ∂E/∂currents, summed before it meets the layer's input.
    let sums = shapes.map((shape): tf.Tensor2D => tf.zeros(shape));
    for (let p = 0; p < perturbations; p++) {
      const previous = sums;
      sums = tf.tidy(() => {
        const xi = shapes.map((shape) => drawNoise<tf.Rank.R2>(shape, noise, variance, stream));
        const up = errorsWith(xi);
        const down = unperturbed ?? errorsWith(xi.map((each) => tf.neg(each)));
        const slope = tf.div(tf.sub(up, down), variance * perturbations * batch * (antithetic ? 2 : 1));
        const column: tf.Tensor2D = tf.reshape(slope, [batch, 1]);
        return xi.map((each, layer): tf.Tensor2D => tf.add(previous[layer]!, bySample(each, column)));
      });
      tf.dispose(previous);
    }
    return gradientsOfErrors(inputs, sums);
  });
}

/** Rows times the number of the sample that they are of: those of a sample lie side by side. */
function bySample(rows: tf.Tensor2D, column: tf.Tensor2D): tf.Tensor2D {
  const samples = column.shape[0];
  if (rows.shape[0] === samples) return tf.mul(rows, column);
  return tf.reshape(tf.mul(tf.reshape(rows, [samples, -1]), column), rows.shape);
}

/**
 * Class scores with perturbed currents.
 * @param xi - what is added to the currents of each hidden layer and to the logits, `[rows, units]` each
 */
function perturbedLogits(model: FeedForward, x: tf.Tensor2D, xi: readonly tf.Tensor2D[]): tf.Tensor2D {
  const z = model.layers.reduce((read, { rows, currents, activate, pass }, i) => {
    const perturbed: tf.Tensor2D = tf.add(currents(rows(read)), xi[i]!);
    return pass(activate(perturbed));
  }, x);
  return tf.add(model.logitsFromActivity(z), xi.at(-1)!);
}
