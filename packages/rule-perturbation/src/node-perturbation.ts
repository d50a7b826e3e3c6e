import type { RandomStream } from '@hebbench/core';
import { gradientsOfErrors, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { sampleErrors } from './errors.ts';
import type { EstimateOptions } from './hyperparameters.ts';
import { drawNoise } from './noise.ts';

/**
 * Node perturbation: the gradient of the batch's mean cross-entropy in all weights, estimated from what happens to each
 * sample's error E_n when the currents of all units are perturbed at once, a draw of its own for each sample:
 * `⟨(1/σ²) (E_n(ξ) − E_n) ξ_nj x_ni⟩` over samples and perturbations, where x is what the layer reads without
 * perturbation. With antithetic pairs, `(E_n(ξ) − E_n(−ξ))/2` takes the place of `E_n(ξ) − E_n`.
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
    const { hidden, classes } = model.architecture;
    const batch = x.shape[0];
    const inputs = [x, ...model.hidden(x)];
    const widths = [...hidden, classes];
    const errorsWith = (xi: readonly tf.Tensor2D[]): tf.Tensor1D =>
      tf.tidy(() => sampleErrors(perturbedLogits(model, x, xi), oneHotLabels));
    const unperturbed = antithetic
      ? undefined
      : sampleErrors(model.logitsFromActivity(inputs.at(-1)!), oneHotLabels);

    // Σ slope ξ of each layer: an estimate of ∂E/∂currents, summed before it meets the layer's input.
    let sums = widths.map((units): tf.Tensor2D => tf.zeros([batch, units]));
    for (let p = 0; p < perturbations; p++) {
      const previous = sums;
      sums = tf.tidy(() => {
        const xi = widths.map((units) => drawNoise<tf.Rank.R2>([batch, units], noise, variance, stream));
        const up = errorsWith(xi);
        const down = unperturbed ?? errorsWith(xi.map((each) => tf.neg(each)));
        const slope = tf.div(tf.sub(up, down), variance * perturbations * batch * (antithetic ? 2 : 1));
        const column = tf.reshape(slope, [batch, 1]);
        return xi.map((each, layer): tf.Tensor2D => tf.add(previous[layer]!, tf.mul(each, column)));
      });
      tf.dispose(previous);
    }
    return gradientsOfErrors(inputs, sums);
  });
}

/**
 * Class scores with perturbed currents.
 * @param xi - what is added to the currents of each hidden layer and to the logits, `[batch, units]` each
 */
function perturbedLogits(model: FeedForward, x: tf.Tensor2D, xi: readonly tf.Tensor2D[]): tf.Tensor2D {
  let z = x;
  model.kernels.forEach((_, i) => {
    z = model.activation(tf.add(model.currents(z, i + 1), xi[i]!));
  });
  return tf.add(model.logitsFromActivity(z), xi.at(-1)!);
}
