import {
  createFeedback,
  crossEntropyGradient,
  errorOfCurrents,
  forwardPass,
  gradientsOfErrors,
  type FeedForward,
  type LocalDerivative,
} from '@hebbench/nn';
import type { Architecture, Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The feedback weights of feedback alignment: for each hidden layer from the input upwards, what carries the error of
 * the next layer's currents to it, `[units of the next layer, units]`.
 * @param scale - s in U[−s/√units, s/√units]
 * @param streams - draws from its streams `hidden-1`, `hidden-2`, …
 */
export function drawFeedback(
  { hidden, classes }: Pick<Architecture, 'hidden' | 'classes'>,
  scale: number,
  streams: Streams,
): tf.Tensor2D[] {
  return hidden.map((units, i) =>
    createFeedback(hidden[i + 1] ?? classes, units, scale, streams.stream(`hidden-${i + 1}`)),
  );
}

/**
 * Feedback alignment: backpropagation's equations with fixed, random matrices B in place of the transposed weights.
 * With e = softmax(logits) − one-hot labels, averaged over the batch,
 * `δ_output = e`, `δ_l = (δ_{l+1} B_l) ⊙ f′(y_l)`, `∂W_l ≈ z_{l−1}ᵀ δ_l`.
 * @param feedback - B of each hidden layer, as {@link drawFeedback} makes them
 * @param x - `[batch, inputs]`
 * @param oneHotLabels - `[batch, classes]`
 * @param derivative - how f′ is read where f is equation (6)
 * @returns what stands in for the gradient, for each hidden kernel from the input upwards, the output kernel and the
 * output bias
 */
export function feedbackGradients(
  model: FeedForward,
  feedback: readonly tf.Tensor2D[],
  x: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  derivative: LocalDerivative,
): tf.Tensor[] {
  return tf.tidy(() => {
    const { inputs, currents, logits } = forwardPass(model, x);
    let error = crossEntropyGradient(logits, oneHotLabels);
    const errors = [error];
    for (let i = feedback.length - 1; i >= 0; i--) {
      const carried: tf.Tensor2D = tf.matMul(error, feedback[i]!);
      error = errorOfCurrents(model.activation, currents[i]!, carried, derivative);
      errors.unshift(error);
    }
    return gradientsOfErrors(inputs, errors);
  });
}
