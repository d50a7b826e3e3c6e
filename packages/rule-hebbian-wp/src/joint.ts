import type { Batch, Budget, Phase, Progress, Streams } from '@hebbench/core';
import type { FeedForward, GradientHead } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hebbianStep } from './hebbian.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { learningActivity } from './layer-wise.ts';
import { outputRuleStep } from './output-rule.ts';

/**
 * Trains all layers in each batch, in the order of the paper's Fig. 1: forward through the hidden layers, keeping
 * their activity; the output layer learns from the last one; then every hidden layer learns by equation (1).
 * @param gradientHead - trains the output layer in place of equations (2) to (5)
 */
export function jointPhase(
  model: FeedForward,
  options: Hyperparameters,
  budget: Budget,
  streams: Streams,
  gradientHead?: GradientHead,
): Phase {
  const perturb = streams.child('perturb');
  const { hidden, nonnegative } = model.architecture;

  const trainOutput = (activity: tf.Tensor2D, { labels }: Batch, progress: Progress): void =>
    gradientHead
      ? gradientHead.step(activity, labels, progress)
      : outputRuleStep(model, activity, labels, options, perturb, progress);

  return {
    name: 'joint',
    trains: 'all',
    epochs: budget.headEpochs,
    batchSize: gradientHead ? options.hiddenBatchSize : options.outputBatchSize,
    sampling: 'label-balanced',
    input: { kind: 'pixels' },
    ...(gradientHead && {
      begin: ({ x }) =>
        tf.tidy(() => {
          gradientHead.measure(model.activity(x, hidden.length));
        }),
    }),
    step(batch, progress) {
      tf.tidy(() => {
        const activities = model.hidden(batch.x);
        const inputs = [batch.x, ...activities];
        const learning = hidden.map((_, i) =>
          options.learnFrom === 'activity'
            ? activities[i]!
            : learningActivity(model, inputs[i]!, i + 1, options),
        );
        trainOutput(activities.at(-1)!, batch, progress);
        model.kernels.forEach((kernel, i) =>
          hebbianStep(kernel, inputs[i]!, learning[i]!, {
            learningRate: options.hiddenLearningRate,
            nonnegative,
          }),
        );
      });
    },
  };
}
