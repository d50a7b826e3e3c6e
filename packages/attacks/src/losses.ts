import { oneHot } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What an attack raises: a loss for each image, `[batch]`, from logits `[batch, classes]` and int32 labels `[batch]`.
 * It is above its value on a rightly classified image where the attack has succeeded.
 */
export type Loss = (logits: tf.Tensor2D, labels: tf.Tensor1D) => tf.Tensor1D;

/**
 * `−log softmax(logits)[label]`. Where the network is sure of itself, its gradient in the label's logit, p − 1, rounds
 * to 0 in float32, and what is left points elsewhere: attack by {@link logOddsLoss}.
 */
export const crossEntropyLoss: Loss = (logits, labels) =>
  tf.tidy(() => {
    const own = tf.sum(tf.mul(logits, oneHot(labels, logits.shape[1])), 1);
    return tf.sub(tf.logSumExp(logits, 1), own) as tf.Tensor1D;
  });

/** Large enough that the label's own logit is never the largest of the others. */
const OUT_OF_THE_WAY = 1e9;

/**
 * The log-odds of every other class against the label, `u = log Σ_{k≠label} exp(logits_k) − logits_label`. The
 * cross-entropy is `log(1 + exp(u))`: it rises with u, so both gradients have the same signs, but this one neither
 * fades nor rounds to another direction where the network is sure of itself.
 */
export const logOddsLoss: Loss = (logits, labels) =>
  tf.tidy(() => {
    const target = oneHot(labels, logits.shape[1]);
    const own = tf.sum(tf.mul(logits, target), 1);
    return tf.sub(tf.logSumExp(tf.sub(logits, tf.mul(target, OUT_OF_THE_WAY)), 1), own) as tf.Tensor1D;
  });

/**
 * The largest other logit minus the label's (Carlini and Wagner 2017). Unlike the cross-entropy it does not fade where
 * the network is sure of itself.
 */
export const marginLoss: Loss = (logits, labels) =>
  tf.tidy(() => {
    const target = oneHot(labels, logits.shape[1]);
    const own = tf.sum(tf.mul(logits, target), 1);
    const others = tf.max(tf.sub(logits, tf.mul(target, OUT_OF_THE_WAY)), 1);
    return tf.sub(others, own) as tf.Tensor1D;
  });
