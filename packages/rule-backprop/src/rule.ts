import type { LearningRule } from '@hebbench/core';
import {
  createGradientTrainer,
  createHiddenForm,
  createNetwork,
  crossEntropy,
  networkWeights,
  paperInitialWeights,
  relu,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { tunedPreset } from './presets.ts';

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
    // The paper prints no settings for its backprop networks.
    paper: tunedPreset,
    best: tunedPreset,
  },
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative } = architecture;
    const { normalise, normalisation } = hyperparameters;
    const model = createNetwork({
      architecture,
      ...(normalise ? createHiddenForm(architecture, { normalisation }) : { activation: relu }),
      hidden: hyperparameters.initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    const weights = networkWeights(model);
    return createGradientTrainer({
      model,
      options: hyperparameters,
      budget,
      gradients(x, oneHotLabels) {
        const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), oneHotLabels), weights);
        return weights.map(({ name }) => grads[name]!);
      },
    });
  },
};
