import type { Attack } from '@hebbench/attacks';
import type { Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Makes, of a network and the clean images of a batch, what an attack differentiates in its place. */
export type GraphOf = (model: Model, clean: tf.Tensor2D) => Model;

/** An attack that follows the gradient of another graph; its images are tried on the network itself. */
export function attackOn(graphOf: GraphOf, attack: Attack): Attack {
  return {
    name: attack.name,
    perturb: (context, log) =>
      tf.tidy(() => attack.perturb({ ...context, model: graphOf(context.model, context.x) }, log)),
  };
}

/** Keeps a quotient finite, as in equation (6) of `@hebbench/nn`. */
const EPSILON = 1e-8;

/** Equation (6)'s constants of one layer: the mean and the largest excess of each image, `[batch, 1]`. */
interface Constants {
  readonly mean: tf.Tensor2D;
  readonly largest: tf.Tensor2D;
}

/** The gradient does not flow through the mean and the maximum of equation (6): "normalisation outside of the graph". */
export const withDetachedConstants: GraphOf = (model) =>
  withConstants(model, (size) => {
    const mean = detached(tf.mean(size, 1, true) as tf.Tensor2D);
    return { mean, largest: detached(tf.max(tf.relu(tf.sub(size, mean)), 1, true) as tf.Tensor2D) };
  });

/** Mean and maximum of equation (6) are those of the clean image, whatever the attack makes of it. */
export const withConstantsOfCleanImage: GraphOf = (model, clean) => {
  const found: Constants[] = [];
  const remember = withConstants(model, (size) => {
    const mean = tf.mean(size, 1, true) as tf.Tensor2D;
    const constants = { mean, largest: tf.max(tf.relu(tf.sub(size, mean)), 1, true) as tf.Tensor2D };
    found.push(constants);
    return constants;
  });
  // Not tidied here: the constants live as long as the attack that uses them.
  remember.logits(clean);
  return withConstants(model, (_, layer) => found[layer]!);
};

/** The softmax's output in place of logits, of which a loss then takes the softmax once more: a frequent mistake. */
export const probabilities: GraphOf = (model) =>
  withLogits(model, (x) => tf.tidy(() => tf.softmax(model.logits(x)) as tf.Tensor2D));

/** The model with other logits. It may be an instance of a class, whose methods a spread would lose. */
function withLogits(model: Model, logits: Model['logits']): Model {
  return {
    architecture: model.architecture,
    logits,
    hidden: (x) => model.hidden(x),
    activity: (x, layer, from) => model.activity(x, layer, from),
    weights: () => model.weights(),
    dispose: () => model.dispose(),
  };
}

/**
 * The network with the constants of equation (6) given; also the way to find out whether the network has equation (6)
 * at all, see {@link hasNormalisation}.
 */
function withConstants(model: Model, constantsOf: (size: tf.Tensor2D, layer: number) => Constants): Model {
  const weights = model.weights();
  const hidden = weights.filter(({ layer, kind }) => layer === 'hidden' && kind === 'kernel');
  const tensorOf = (kind: 'kernel' | 'bias'): tf.Tensor =>
    weights.find((weight) => weight.layer === 'output' && weight.kind === kind)!.tensor;
  return withLogits(model, (x) => {
    let z = x;
    hidden.forEach(({ tensor, transposed = false }, layer) => {
      const size = tf.abs(tf.matMul(z, tensor as tf.Tensor2D, false, transposed)) as tf.Tensor2D;
      const { mean, largest } = constantsOf(size, layer);
      z = tf.div(tf.relu(tf.sub(size, mean)), tf.add(largest, EPSILON)) as tf.Tensor2D;
    });
    return tf.add(tf.matMul(z, tensorOf('kernel') as tf.Tensor2D), tensorOf('bias')) as tf.Tensor2D;
  });
}

/** Largest difference of a logit, as a share of the largest logit, that is rounding. */
const TOLERANCE = 1e-3;

/** Whether the hidden layers of a network compute equation (6), found out on a few images. */
export function hasNormalisation(model: Model, images: tf.Tensor2D): boolean {
  return tf.tidy(() => {
    // A network with hidden biases, or without an output layer, is not of that form.
    const kinds = new Set(model.weights().map(({ layer, kind }) => `${layer} ${kind}`));
    if (kinds.has('hidden bias') || !kinds.has('output kernel') || !kinds.has('output bias')) return false;
    const expected = model.logits(images);
    const got = withDetachedConstants(model, images).logits(images);
    const difference = tf.max(tf.abs(tf.sub(expected, got))).dataSync()[0]!;
    return difference <= TOLERANCE * tf.max(tf.abs(expected)).dataSync()[0]!;
  });
}

function detached(value: tf.Tensor2D): tf.Tensor2D {
  const constant = tf.customGrad((each) => ({
    value: (each as tf.Tensor).clone(),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }));
  return constant(value) as tf.Tensor2D;
}
