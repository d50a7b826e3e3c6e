import type { LearningRule, Phase } from '@hebbench/core';
import {
  createNetwork,
  createOptimiser,
  crossEntropy,
  normalisedRelu,
  oneHot,
  paperInitialWeights,
  relu,
  scheduleFactor,
  weightVariables,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';

/**
 * Gradient descent on the cross-entropy of the whole network. With the constraint, weights are projected,
 * `w ← max(0, w)`, after each update.
 */
export const backprop: LearningRule<Hyperparameters> = {
  name: 'backprop',
  title: 'Backpropagation',
  citation:
    'Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", Nature 323 (1986).',
  hyperparameters: hyperparametersSchema,
  presets: {
    // The paper prints no settings for its backprop networks. These are Adam's usual rate, and a tenth of it for deep
    // networks with the constraint, which the usual one makes unstable.
    paper: ({ hidden, nonnegative }) => ({ learningRate: nonnegative && hidden.length > 2 ? 1e-4 : 1e-3 }),
    best: ({ hidden, nonnegative }) => ({ learningRate: nonnegative && hidden.length > 2 ? 1e-4 : 1e-3 }),
  },
  create({ architecture, hyperparameters, budget, streams }) {
    const { classes, nonnegative } = architecture;
    const { optimiser, learningRate, schedule, batchSize, normalise } = hyperparameters;
    const model = createNetwork({
      architecture,
      activation: nonnegative && normalise ? normalisedRelu : relu,
      hidden: hyperparameters.initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    const weights = weightVariables(model);
    const optimisers = Object.entries(weights).map(([name, variable]) => ({
      name,
      variable,
      ...createOptimiser(optimiser, variable, nonnegative),
    }));

    const step: Phase['step'] = ({ x, labels }, { update, fraction }) =>
      tf.tidy(() => {
        const target = oneHot(labels, classes);
        const { grads } = tf.variableGrads(
          () => crossEntropy(model.logits(x), target),
          Object.values(weights),
        );
        const rate = learningRate * scheduleFactor(schedule, fraction);
        for (const { variable, step: take } of optimisers) take(grads[variable.name]!, rate, update);
      });

    const state = optimisers.flatMap((each) =>
      Object.entries(each.state).map(([name, variable]) => [`${each.name}/${name}`, variable] as const),
    );
    const variables = { ...weights, ...Object.fromEntries(state) };
    return {
      model,
      phases: [
        {
          name: 'network',
          trains: 'all',
          epochs: budget.headEpochs,
          batchSize,
          sampling: 'shuffled',
          input: { kind: 'pixels' },
          step,
        },
      ],
      variables,
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
