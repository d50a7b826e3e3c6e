import type { Budget, Phase } from '@hebbench/core';
import { forwardPass, type FeedForward, type GradientHead, type PerturbedHead } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hebbianStep } from './hebbian.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { learningTerms } from './layer-wise.ts';

/**
 * Trains all layers in each batch, in the order of the paper's Fig. 1: forward through the hidden layers, keeping
 * their activity; the output layer learns from the last one; then every hidden layer learns by equation (1).
 * @param output - trains the output layer: weight perturbation, or gradient descent
 */
export function jointPhase(
  model: FeedForward,
  output: PerturbedHead | GradientHead,
  options: Hyperparameters,
  budget: Budget,
): Phase {
  const { hidden, nonnegative } = model.architecture;
  return {
    name: 'joint',
    trains: 'all',
    epochs: budget.headEpochs,
    batchSize: options.head === 'bp' ? options.hiddenBatchSize : options.outputBatchSize,
    sampling: 'label-balanced',
    input: { kind: 'pixels' },
    begin: ({ x }) =>
      tf.tidy(() => {
        output.measure(model.activity(x, hidden.length));
      }),
    step(batch, progress) {
      tf.tidy(() => {
        const { inputs, read, activity } = forwardPass(model, batch.x);
        // What the forward pass has made already is not computed again.
        const asPassed = options.learnFrom === 'activity' && options.learnInput !== 'normalised';
        const learning = hidden.map((_, i) =>
          asPassed ? { x: inputs[i]!, z: activity[i]! } : learningTerms(model, read[i]!, i + 1, options),
        );
        output.step(read.at(-1)!, batch.labels, progress);
        model.kernels.forEach((kernel, i) =>
          hebbianStep(kernel, learning[i]!.x, learning[i]!.z, {
            learningRate: options.hiddenLearningRate,
            nonnegative,
          }),
        );
      });
    },
  };
}
