import type { LearningRule, Phase } from '@hebbench/core';
import {
  createGradientHead,
  createHiddenForm,
  createNetwork,
  createPerturbedHead,
  measuringPhases,
  paperInitialWeights,
  perturbedHeadUnsupported,
  weightVariables,
} from '@hebbench/nn';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { jointPhase } from './joint.ts';
import { hiddenPhase } from './layer-wise.ts';
import { bestPreset, paperPreset } from './presets.ts';

/**
 * Competitive Hebbian plasticity in the hidden layers (equation (1)), joined in the output layer with weight
 * perturbation (equations (2) to (5)).
 */
export const hebbianWp: LearningRule<Hyperparameters> = {
  name: 'hebbian-wp',
  title: 'Hebbian + weight perturbation',
  citation:
    'P. Inoue, F. Röhrbein, A. Knoblauch, "Guiding Sparse Neural Networks with Neurobiological Principles to Elicit Biologically Plausible Representations", arXiv:2603.03234 (2026).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: paperPreset, best: bestPreset },
  unsupported: ({ classes }, options) => perturbedHeadUnsupported(classes, options),
  hiddenIdentity({ schedule, ...of }) {
    if (schedule === 'joint') return undefined;
    const { hiddenLearningRate, hiddenBatchSize, learnFrom, learnInput } = of;
    const { normalisation, activityThreshold, initial, epochsByDepth } = of;
    return {
      hiddenLearningRate,
      hiddenBatchSize,
      learnFrom,
      learnInput,
      normalisation,
      activityThreshold,
      initial,
      epochsByDepth,
    };
  },
  create({ architecture, hyperparameters, budget, streams }) {
    const initial = hyperparameters.initial ?? paperInitialWeights(architecture.nonnegative);
    const model = createNetwork({
      architecture,
      ...createHiddenForm(architecture, {
        normalisation: hyperparameters.normalisation,
        threshold: hyperparameters.activityThreshold,
      }),
      hidden: initial,
      output: hyperparameters.outputInitial ?? initial,
      streams,
    });
    const { head, schedule } = hyperparameters;
    const output =
      head === 'bp'
        ? createGradientHead(model, hyperparameters, budget, { streams })
        : createPerturbedHead(model, hyperparameters, budget, streams.child('perturb'));
    const phases: Phase[] =
      schedule === 'joint'
        ? [...measuringPhases(model), jointPhase(model, output, hyperparameters, budget)]
        : [
            ...architecture.hidden.flatMap((_, i) => [
              ...measuringPhases(model, i + 1),
              hiddenPhase(model, i + 1, hyperparameters, budget),
            ]),
            output.phase,
          ];
    const variables = { ...weightVariables(model), ...output.variables };
    return {
      model,
      phases,
      variables,
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
