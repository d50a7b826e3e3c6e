import type { LearningRule } from '@hebbench/core';
import { createGradientTrainer, createNetwork, hiddenActivation, paperInitialWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { drawFeedback, feedbackGradients } from './feedback-gradients.ts';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { bestPreset, PAPER_PRESET } from './presets.ts';

/**
 * All layers learn from errors that come down layer by layer through fixed, random weights.
 */
export const feedbackAlignment: LearningRule<Hyperparameters> = {
  name: 'feedback-alignment',
  title: 'Feedback alignment',
  citation:
    'T. P. Lillicrap, D. Cownden, D. B. Tweed, C. J. Akerman, "Random synaptic feedback weights support error backpropagation for deep learning", Nature Communications 7, 13276 (2016).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: () => PAPER_PRESET, best: bestPreset },
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative } = architecture;
    const { initial, feedbackScale, derivative } = hyperparameters;
    const model = createNetwork({
      architecture,
      activation: hiddenActivation(nonnegative),
      hidden: initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    // No part of the trainer's variables: a resumed run draws the same ones again.
    const feedback = drawFeedback(architecture, feedbackScale, streams.child('feedback'));
    const trainer = createGradientTrainer({
      model,
      options: hyperparameters,
      budget,
      gradients: (x, oneHotLabels) => feedbackGradients(model, feedback, x, oneHotLabels, derivative),
      measureAlignment: true,
    });
    return {
      ...trainer,
      dispose() {
        trainer.dispose();
        tf.dispose(feedback);
      },
    };
  },
};
