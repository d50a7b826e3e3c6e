import type { LearningRule } from '@hebbench/core';
import { createGradientTrainer, createNetwork, hiddenActivation, paperInitialWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { directFeedbackGradients, drawFeedback } from './direct-feedback-gradients.ts';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { bestPreset, PAPER_PRESET } from './presets.ts';

/**
 * All layers learn from the output layer’s error, which reaches each of them through fixed, random weights of its own.
 */
export const directFeedbackAlignment: LearningRule<Hyperparameters> = {
  name: 'direct-feedback-alignment',
  title: 'Direct feedback alignment',
  citation:
    'A. Nøkland, "Direct feedback alignment provides learning in deep neural networks", NeurIPS 29 (2016).',
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
      gradients: (x, oneHotLabels) => directFeedbackGradients(model, feedback, x, oneHotLabels, derivative),
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
