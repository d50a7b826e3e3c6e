import type { LearningRule, Phase } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import {
  createGradientHead,
  createNetwork,
  paperInitialWeights,
  scheduleFactor,
  weightVariables,
  withoutGradientHead,
  type FeedForward,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { passedActivation } from './activation.ts';
import { measureChannels } from './channels.ts';
import { compete } from './competition.ts';
import { checkConvergence } from './convergence.ts';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { preparation } from './inputs.ts';
import { valueAt } from './per-layer.ts';
import { softHebbStep } from './plasticity.ts';
import { bestPreset, paperPreset } from './presets.ts';
import { stretchToNorm, unstretched } from './start.ts';

/** SoftHebb: Hebbian soft winner-take-all, layer by layer, under a gradient-trained output. */
export const softhebb: LearningRule<Hyperparameters> = {
  name: 'softhebb',
  title: 'SoftHebb',
  citation:
    'T. Moraitis, D. Toichkin, A. Journé, Y. Chua, Q. Guo, "SoftHebb: Bayesian inference in unsupervised Hebbian soft winner-take-all networks", Neuromorphic Computing and Engineering 2 (2022).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: paperPreset, best: bestPreset },
  hiddenIdentity: withoutGradientHead,
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative } = architecture;
    const { start, startNorm, inputs } = hyperparameters;
    const model = createNetwork({
      architecture,
      activation: passedActivation(hyperparameters),
      ...preparation(inputs, architecture),
      // Norms and rates belong to single units: their weights lie side by side.
      transposed: true,
      hidden: unstretched(start, nonnegative),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    for (const kernel of model.kernels) stretchToNorm(kernel, start, startNorm);
    const head = createGradientHead(model, hyperparameters, budget, { streams });
    const variables = { ...weightVariables(model), ...head.variables };
    return {
      model,
      phases: [
        ...architecture.hidden.map((_, i) => hiddenPhase(model, i + 1, hyperparameters, budget.hiddenEpochs)),
        head.phase,
      ],
      variables,
      diagnostics: () =>
        Object.fromEntries(
          model.kernels.flatMap((kernel, i) => {
            const found = readInPlace([kernel], ([w]) => checkConvergence(w!, kernel.shape[0]));
            return Object.entries(found).map(([name, value]) => [`hidden-${i + 1}.${name}`, value]);
          }),
        ),
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};

/** Trains hidden layer number `layer` (from 1) on the frozen activity of the layer below. */
function hiddenPhase(
  model: FeedForward,
  layer: number,
  hyperparameters: Hyperparameters,
  epochs: number,
): Phase {
  const { kernel, rows } = model.layers[layer - 1]!;
  const { nonnegative } = model.architecture;
  const { schedule, batchSize } = hyperparameters;
  const learningRate = valueAt(hyperparameters.learningRate, layer);
  const inverseTemperature = valueAt(hyperparameters.inverseTemperature, layer);
  const constants = model.constants?.[layer - 1];
  return {
    name: `hidden-${layer}`,
    trains: 'hidden',
    epochs,
    batchSize,
    sampling: 'shuffled',
    input: layer === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: layer - 1 },
    ...(constants && { begin: ({ x }) => measureChannels(constants, x) }),
    step(batch, { fraction }) {
      tf.tidy(() => {
        const read = rows(batch.x);
        const x = model.prepare?.(read) ?? read;
        const u: tf.Tensor2D = tf.matMul(x, kernel, false, true);
        softHebbStep(
          kernel,
          { x, u, y: compete(u, { ...hyperparameters, inverseTemperature }) },
          {
            ...hyperparameters,
            learningRate: learningRate * scheduleFactor(schedule, fraction),
            nonnegative,
          },
        );
      });
    },
  };
}
