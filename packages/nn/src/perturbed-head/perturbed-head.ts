import type { Batch, Budget, Phase, Progress, RandomStream, Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { createCentre, type Centre } from '../centre.ts';
import { clipAtZero } from '../clip.ts';
import type { FeedForward } from '../feed-forward.ts';
import { scheduleFactor } from '../schedule.ts';
import type { PerturbedHeadOptions } from './fields.ts';
import { outputForward } from './forward.ts';
import { outputHebbianOf } from './hebbian-part.ts';
import { drawPerturbation, perturbationStep } from './perturbation.ts';
import { drawSigns, rankOneStep } from './rank-one.ts';

/** Weight perturbation with a Hebbian part, on an output layer: the proposed rule's own. */
export interface PerturbedHead {
  /** Trains on the frozen activity of the last hidden layer. */
  readonly phase: Phase;
  /** To add to the trainer's variables. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /**
   * Measures the means of the hidden activity before the first step, if they are subtracted.
   * @param activity - a sample of it, `[batch, units]`
   */
  measure(activity: tf.Tensor2D): void;
  /**
   * One update: equations (2) to (5).
   *
   * `Δw = η (α Δw^Hebb + β Δw^WP)` with η once more inside both parts (equations (2) and (3)), and
   * `Δb_k = η γ (1/K − ⟨z_k⟩)`, all of it times the schedule's factor (1 throughout in the paper). With the constraint,
   * weights and biases are clipped at 0 afterwards.
   *
   * Centred, x stands for the deviations `h − μ` from the units' means, and b for a bias b' that the constraint does not
   * clip. The network's own is `b' − μW`, with the constraint plus a constant for all classes that keeps it nonnegative
   * and changes no probability: a network of the same form.
   * @param activity - of the last hidden layer: `[batch, units]`, or what gives its rows part by part
   */
  step(
    activity: tf.Tensor2D | Batch['parts'],
    labels: Batch['labels'],
    progress: Pick<Progress, 'update' | 'fraction'>,
  ): void;
}

/**
 * Trains the output layer by equations (2) to (5).
 * @param budget - epochs of its phase
 * @param streams - where ξ comes from: one stream an update, so that a resumed run draws the same
 */
export function createPerturbedHead(
  model: FeedForward,
  options: PerturbedHeadOptions,
  budget: Budget,
  streams: Streams,
): PerturbedHead {
  const centre = options.outputInput === 'centred' ? createCentre(model) : undefined;
  const measure: PerturbedHead['measure'] = (activity) =>
    tf.tidy(() => {
      centre?.measure(activity);
      centre?.updateBias();
    });
  const step: PerturbedHead['step'] = (activity, labels, progress) =>
    perturbedHeadStep(
      model,
      typeof activity === 'function' ? activity : () => [activity],
      labels,
      options,
      streams.stream(String(progress.update)),
      { fraction: progress.fraction, centre },
    );
  return {
    measure,
    step,
    phase: {
      name: 'head',
      trains: 'head',
      epochs: budget.headEpochs,
      batchSize: options.outputBatchSize,
      sampling: 'label-balanced',
      input: { kind: 'activity', layer: model.architecture.hidden.length },
      begin: ({ x }) => measure(x),
      step: ({ parts, labels }, progress) => step(parts, labels, progress),
    },
    variables: centre ? { 'head/means': centre.means, 'head/bias': centre.bias } : {},
  };
}

/** A perturbation without the weights that are 0, if these are not to be perturbed. */
function masked(
  xi: tf.Tensor2D,
  kernel: tf.Tensor2D,
  { perturbs, perturbations }: Pick<PerturbedHeadOptions, 'perturbs' | 'perturbations'>,
): tf.Tensor2D {
  if (perturbs !== 'present') return xi;
  const present = tf.cast(tf.notEqual(kernel, 0), 'float32');
  return tf.mul(xi, tf.tile(present, [1, perturbations]));
}

function perturbedHeadStep(
  model: FeedForward,
  parts: Batch['parts'],
  labels: Batch['labels'],
  options: PerturbedHeadOptions,
  stream: RandomStream,
  { fraction, centre }: { readonly fraction: number; readonly centre: Centre | undefined },
): void {
  const { outputKernel: kernel, architecture } = model;
  const bias = centre?.bias ?? model.outputBias;
  const { classes, nonnegative } = architecture;
  const { outputLearningRate: eta, perturbationVariance: variance, alpha, beta, gamma, antithetic } = options;
  const factor = scheduleFactor(options.outputSchedule ?? 'constant', fraction);
  tf.tidy(() => {
    const rankOne = options.perturbationForm === 'rank-one';
    const drawn = rankOne
      ? drawSigns(kernel.shape[0], options.perturbations, stream)
      : masked(drawPerturbation(kernel.shape, options.perturbations, variance, stream), kernel, options);
    const { scores, moved, z, correlation } = outputForward(model, parts, labels.size, drawn);
    const shift = centre ? centre.project(moved, drawn) : moved;
    const perturbation = rankOne
      ? rankOneStep(kernel, { probabilities: z, projections: shift, labels, signs: drawn, variance })
      : perturbationStep(kernel, { scores, shifts: shift, labels, xi: drawn, variance, antithetic });
    const meanProbabilities = tf.mean<tf.Tensor1D>(z, 0);
    const correlated = outputHebbianOf(kernel, correlation, z);
    const hebbian = centre ? centre.deviations(correlated, meanProbabilities) : correlated;
    const rate = factor * eta * eta;
    const change = tf.add(tf.mul(hebbian, rate * alpha), tf.mul(perturbation, rate * beta));
    const biasChange = tf.mul(tf.sub(1 / classes, meanProbabilities), factor * eta * gamma);
    kernel.assign(tf.add(kernel, change));
    bias.assign(tf.add(bias, biasChange) as tf.Tensor1D);
  });
  if (nonnegative) clipAtZero(...(centre ? [kernel] : [kernel, bias]));
  centre?.updateBias();
}
