import type { LearningRule } from '@hebbench/core';
import { createGradientTrainer, createNetwork, hiddenActivation, paperInitialWeights } from '@hebbench/nn';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { nodePerturbation } from './node-perturbation.ts';
import { bestPreset, PAPER_PRESET } from './presets.ts';
import { weightPerturbation } from './weight-perturbation.ts';

/** Gradient descent without derivatives: all layers learn from what perturbations do to the cross-entropy. */
export const perturbation: LearningRule<Hyperparameters> = {
  name: 'perturbation',
  title: 'Weight or node perturbation',
  citation:
    'Weights: G. Cauwenberghs, "A fast stochastic error-descent algorithm for supervised learning and optimization", NIPS 5 (1993). Nodes: B. Widrow, M. Lehr, "30 years of adaptive neural networks", Proc. IEEE 78 (1990).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: () => PAPER_PRESET, best: bestPreset },
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative } = architecture;
    const estimate = hyperparameters.perturb === 'weights' ? weightPerturbation : nodePerturbation;
    const draws = streams.child('perturb');
    const model = createNetwork({
      architecture,
      activation: hiddenActivation(nonnegative),
      hidden: hyperparameters.initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    return createGradientTrainer({
      model,
      options: hyperparameters,
      budget,
      gradients: (x, oneHotLabels, { update }) =>
        estimate(model, x, oneHotLabels, hyperparameters, draws.stream(String(update))),
      measureAlignment: true,
    });
  },
};
