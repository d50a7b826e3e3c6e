import type { LearningRule } from '@hebbench/core';
import {
  createGradientHead,
  createHiddenForm,
  createNetwork,
  measuringPhases,
  paperInitialWeights,
  weightVariables,
} from '@hebbench/nn';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';

/**
 * The control: hidden layers stay as they were drawn, and only the output layer is trained. A rule that does not beat
 * it has learned nothing in its hidden layers that a random projection does not have.
 */
export const randomFeatures: LearningRule<Hyperparameters> = {
  name: 'random-features',
  title: 'Random features (control)',
  citation:
    'No rule: an untrained hidden layer under a trained output layer, as in extreme learning machines.',
  hyperparameters: hyperparametersSchema,
  presets: { paper: () => ({}), best: () => ({}) },
  create({ architecture, hyperparameters, budget, streams }) {
    const initial = hyperparameters.initial ?? paperInitialWeights(architecture.nonnegative);
    const model = createNetwork({
      architecture,
      ...createHiddenForm(architecture, hyperparameters),
      hidden: initial,
      output: initial,
      streams,
    });
    const head = createGradientHead(model, hyperparameters, budget, { streams });
    const variables = { ...weightVariables(model), ...head.variables };
    return {
      model,
      phases: [...measuringPhases(model), head.phase],
      variables,
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
