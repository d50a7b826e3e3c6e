import type { LearningRule, Phase } from '@hebbench/core';
import {
  createNetwork,
  createOptimiser,
  createZeros,
  hiddenActivation,
  oneHot,
  paperInitialWeights,
  scheduleFactor,
  weightVariables,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { alignment } from './alignment.ts';
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
    const { classes, nonnegative } = architecture;
    const { perturb, optimiser, learningRate, schedule, batchSize } = hyperparameters;
    const estimate = perturb === 'weights' ? weightPerturbation : nodePerturbation;
    const draws = streams.child('perturb');
    const model = createNetwork({
      architecture,
      activation: hiddenActivation(nonnegative),
      hidden: hyperparameters.initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    const weights = weightVariables(model);
    const optimisers = Object.entries(weights).map(([name, variable]) => ({
      name,
      ...createOptimiser(optimiser, variable, nonnegative),
    }));
    const aligned = createZeros<tf.Rank.R1>([optimisers.length]);

    const step: Phase['step'] = ({ x, labels }, { update, updates, fraction }) =>
      tf.tidy(() => {
        const target = oneHot(labels, classes);
        const gradients = estimate(model, x, target, hyperparameters, draws.stream(String(update)));
        if (update === updates - 1) aligned.assign(alignment(model, gradients, x, target));
        const rate = learningRate * scheduleFactor(schedule, fraction);
        optimisers.forEach((each, i) => each.step(gradients[i]!, rate, update));
      });

    const state = optimisers.flatMap((each) =>
      Object.entries(each.state).map(([name, variable]) => [`${each.name}/${name}`, variable] as const),
    );
    const variables = { ...weights, ...Object.fromEntries(state), alignment: aligned };
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
      diagnostics: () => {
        const cosines = aligned.dataSync();
        return Object.fromEntries(
          optimisers.map(({ name }, i) => [`${name.replace('/', '.')}.alignment`, cosines[i]!]),
        );
      },
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
