import {
  createFeedback,
  crossEntropyGradient,
  errorOfActivity,
  errorOfCurrents,
  errorOfRead,
  forwardPass,
  gradientsOfErrors,
  type FeedForward,
  type LocalDerivative,
} from '@hebbench/nn';
import { layerShapes, type Architecture, type Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The feedback weights of feedback alignment: for each hidden layer from the input upwards, what carries the error of
 * the next layer's currents to it, `[units of the next layer, n]`, n the values that one of these units reads. The next
 * layer's B is as its kernel is: a convolution has one for all positions.
 * @param scale - s in U[−s/√n, s/√n]
 * @param streams - draws from its streams `hidden-1`, `hidden-2`, …
 */
export function drawFeedback(
  architecture: Pick<Architecture, 'inputs' | 'hidden' | 'layers' | 'image' | 'classes'>,
  scale: number,
  streams: Streams,
): tf.Tensor2D[] {
  const layers = layerShapes(architecture);
  return layers.map(({ width }, i) => {
    const { units, fanIn } = layers[i + 1] ?? { units: architecture.classes, fanIn: width };
    return createFeedback(units, fanIn, scale, streams.stream(`hidden-${i + 1}`));
  });
}

/**
 * Feedback alignment: backpropagation's equations with fixed, random matrices B in place of the transposed weights.
 * With e = softmax(logits) − one-hot labels, averaged over the batch,
 * `δ_output = e`, `δ_l = (δ_{l+1} B_l) ⊙ f′(y_l)`, `∂W_l ≈ z_{l−1}ᵀ δ_l`. Errors at patches go to the values that these
 * are patches of, and through pooling, as in backpropagation: no weight has a part in it.
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
    const { inputs, read, currents, activity, logits } = forwardPass(model, x);
    let error = crossEntropyGradient(logits, oneHotLabels);
    const errors = [error];
    for (let i = feedback.length - 1; i >= 0; i--) {
      const carried: tf.Tensor2D = tf.matMul(error, feedback[i]!);
      const next = model.layers[i + 1];
      const passed = next ? errorOfRead(next, read[i + 1]!, carried) : carried;
      const active = errorOfActivity(model.layers[i]!, activity[i]!, passed);
      error = errorOfCurrents(model.activation, currents[i]!, active, derivative);
      errors.unshift(error);
    }
    return gradientsOfErrors(inputs, errors);
  });
}
