import type { LearningRule, Phase } from '@hebbench/core';
import {
  createGradientHead,
  createHiddenForm,
  createNetwork,
  measuringPhases,
  paperInitialWeights,
  weightVariables,
} from '@hebbench/nn';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { jointPhase } from './joint.ts';
import { hiddenPhase, outputPhase } from './layer-wise.ts';
import { createOutputRule } from './output-rule.ts';
import { bestPreset, paperPreset } from './presets.ts';

/** Every perturbation is tried with as many sign patterns as there are classes. */
const MOST_PATTERNS = 1024;

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
  unsupported: ({ classes }, { perturbationForm }) =>
    perturbationForm === 'rank-one' && classes > MOST_PATTERNS
      ? `${classes} classes have more sign patterns than the ${MOST_PATTERNS} that perturbations of rank one are made for; leave perturbationForm out`
      : undefined,
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
    const gradientHead = head === 'bp' ? createGradientHead(model, hyperparameters, budget) : undefined;
    const output = gradientHead ?? createOutputRule(model, hyperparameters, streams.child('perturb'));
    const phases: Phase[] =
      schedule === 'joint'
        ? [...measuringPhases(model), jointPhase(model, output, hyperparameters, budget)]
        : [
            ...architecture.hidden.flatMap((_, i) => [
              ...measuringPhases(model, i + 1),
              hiddenPhase(model, i + 1, hyperparameters, budget),
            ]),
            gradientHead?.phase ?? outputPhase(model, output, hyperparameters, budget),
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
