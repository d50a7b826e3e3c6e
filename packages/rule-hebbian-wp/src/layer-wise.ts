import type { Budget, Phase } from '@hebbench/core';
import type { FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hebbianStep } from './hebbian.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Trains hidden layer number `layer` (from 1) by equation (1), on the frozen activity of the layer below. */
export function hiddenPhase(
  model: FeedForward,
  layer: number,
  options: Hyperparameters,
  budget: Budget,
): Phase {
  const kernel = model.kernels[layer - 1]!;
  const { nonnegative } = model.architecture;
  const { epochsByDepth = 1 } = options;
  return {
    name: `hidden-${layer}`,
    trains: 'hidden',
    epochs: budget.hiddenEpochs * epochsByDepth ** (layer - 1),
    batchSize: options.hiddenBatchSize,
    sampling: 'shuffled',
    input: layer === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: layer - 1 },
    step({ x }) {
      tf.tidy(() => {
        const terms = learningTerms(model, x, layer, options);
        hebbianStep(kernel, terms.x, terms.z, { learningRate: options.hiddenLearningRate, nonnegative });
      });
    },
  };
}

/** What equation (1) learns with: x, `[rows, inputs of a unit]`, and z, `[rows, units]`. */
export interface LearningTerms {
  readonly x: tf.Tensor2D;
  readonly z: tf.Tensor2D;
}

/**
 * x and z of equation (1) for hidden layer number `layer` (from 1). For use within a tidy.
 * @param read - what the layer reads, `[batch, inputs]`; in a convolution, x and z are those of all of its patches
 */
export function learningTerms(
  model: FeedForward,
  read: tf.Tensor2D,
  layer: number,
  { learnFrom, learnInput }: Pick<Hyperparameters, 'learnFrom' | 'learnInput'>,
): LearningTerms {
  const rows = model.layers[layer - 1]!.rows(read);
  const prepared = model.prepare?.(rows, layer) ?? rows;
  const currents: tf.Tensor2D = tf.matMul(prepared, model.kernels[layer - 1]!);
  const { activation, response = activation } = model;
  const z = { activity: activation, currents: (y: tf.Tensor2D) => y, response }[learnFrom];
  return { x: learnInput === 'normalised' ? prepared : rows, z: z(currents, layer) };
}
