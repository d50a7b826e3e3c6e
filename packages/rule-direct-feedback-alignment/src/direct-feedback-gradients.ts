import {
  createFeedback,
  crossEntropyGradient,
  errorOfActivity,
  errorOfCurrents,
  forwardPass,
  gradientsOfErrors,
  type FeedForward,
  type LocalDerivative,
} from '@hebbench/nn';
import { hiddenWidths, type Architecture, type Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The feedback weights of direct feedback alignment: for each hidden layer from the input upwards, what carries the
 * error of the logits to what it passes on, `[classes, n]`, n its units, or the values of a convolution's image.
 * @param scale - s in U[−s/√n, s/√n]
 * @param streams - draws from its streams `hidden-1`, `hidden-2`, …
 */
export function drawFeedback(
  architecture: Pick<Architecture, 'inputs' | 'hidden' | 'layers' | 'image' | 'classes'>,
  scale: number,
  streams: Streams,
): tf.Tensor2D[] {
  return hiddenWidths(architecture).map((width, i) =>
    createFeedback(architecture.classes, width, scale, streams.stream(`hidden-${i + 1}`)),
  );
}

/**
 * Direct feedback alignment: each hidden layer gets the output layer's error through a fixed, random matrix B of its
 * own. With e = softmax(logits) − one-hot labels, averaged over the batch,
 * `δ_output = e`, `δ_l = (e B_l) ⊙ f′(y_l)`, `∂W_l ≈ z_{l−1}ᵀ δ_l`.
 * @param feedback - B of each hidden layer, as {@link drawFeedback} makes them
 * @param x - `[batch, inputs]`
 * @param oneHotLabels - `[batch, classes]`
 * @param derivative - how f′ is read where f is equation (6)
 * @returns what stands in for the gradient, for each hidden kernel from the input upwards, the output kernel and the
 * output bias
 */
export function directFeedbackGradients(
  model: FeedForward,
  feedback: readonly tf.Tensor2D[],
  x: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  derivative: LocalDerivative,
): tf.Tensor[] {
  return tf.tidy(() => {
    const { inputs, currents, activity, logits } = forwardPass(model, x);
    const error = crossEntropyGradient(logits, oneHotLabels);
    const hidden = feedback.map((matrix, i) => {
      const active = errorOfActivity(model.layers[i]!, activity[i]!, tf.matMul(error, matrix));
      return errorOfCurrents(model.activation, currents[i]!, active, derivative);
    });
    return gradientsOfErrors(inputs, [...hidden, error]);
  });
}
