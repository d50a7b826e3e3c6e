import type { Batch, Progress, Streams } from '@hebbench/core';
import { clipAtZero, oneHot, scheduleFactor, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import type { OutputRuleOptions } from './hyperparameters.ts';
import { outputHebbian } from './output-hebbian.ts';
import { drawPerturbation, perturbationStep } from './perturbation.ts';
import { drawSigns, rankOneStep } from './rank-one.ts';

/**
 * One update of the output layer by its own rule: equations (2) to (5).
 *
 * `Δw = η (α Δw^Hebb + β Δw^WP)` with η once more inside both parts (equations (2) and (3)), and
 * `Δb_k = η γ (1/K − ⟨z_k⟩)`, all of it times the schedule's factor (1 throughout in the paper). With the constraint,
 * weights and biases are clipped at 0 afterwards.
 * @param activity - of the last hidden layer, `[batch, units]`
 * @param streams - where ξ comes from: one stream an update, so that a resumed run draws the same
 */
export function outputRuleStep(
  model: FeedForward,
  activity: tf.Tensor2D,
  labels: Batch['labels'],
  options: OutputRuleOptions,
  streams: Streams,
  { update, fraction }: Pick<Progress, 'update' | 'fraction'>,
): void {
  const { outputKernel: kernel, outputBias: bias, architecture } = model;
  const { classes } = architecture;
  const { outputLearningRate: eta, perturbationVariance: variance, alpha, beta, gamma, antithetic } = options;
  const factor = scheduleFactor(options.outputSchedule ?? 'constant', fraction);
  tf.tidy(() => {
    const stream = streams.stream(String(update));
    const rankOne = options.perturbationForm === 'rank-one';
    const drawn = rankOne
      ? drawSigns(kernel.shape[0], options.perturbations, stream)
      : drawPerturbation(kernel.shape, options.perturbations, variance, stream);
    // The activity is by far the largest operand: one pass over it serves the kernel and all perturbations.
    const product = tf.matMul(activity, tf.concat([kernel, drawn], 1));
    const [own, shift] = tf.split(product, [classes, drawn.shape[1]], 1) as [tf.Tensor2D, tf.Tensor2D];
    const logits: tf.Tensor2D = tf.add(own, bias);
    const z = tf.softmax(logits);
    const perturbation = rankOne
      ? rankOneStep(kernel, { probabilities: z, projections: shift, labels, signs: drawn, variance })
      : perturbationStep(kernel, logits, shift, oneHot(labels, classes), drawn, { variance, antithetic });
    const hebbian = outputHebbian(kernel, activity, z);
    const rate = factor * eta * eta;
    const change = tf.add(tf.mul(hebbian, rate * alpha), tf.mul(perturbation, rate * beta));
    const biasChange = tf.mul(tf.sub(1 / classes, tf.mean(z, 0)), factor * eta * gamma);
    kernel.assign(tf.add(kernel, change));
    bias.assign(tf.add(bias, biasChange) as tf.Tensor1D);
  });
  if (architecture.nonnegative) clipAtZero(kernel, bias);
}
