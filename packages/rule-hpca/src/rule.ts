import type { LearningRule, Phase } from '@hebbench/core';
import {
  createGradientHead,
  createNetwork,
  hiddenActivation,
  paperInitialWeights,
  weightVariables,
  withoutGradientHead,
  type FeedForward,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { orthonormality } from './orthonormality.ts';
import { pcaStep, upperTriangle } from './pca-step.ts';
import { bestPreset, PAPER_PRESET } from './presets.ts';

/** Hebbian principal component analysis, layer by layer, under a gradient-trained output. */
export const hpca: LearningRule<Hyperparameters> = {
  name: 'hpca',
  title: 'Hebbian PCA (FastHebb)',
  citation:
    'G. Lagani, F. Falchi, C. Gennaro, H. Fassold, G. Amato, "Scalable bio-inspired training of Deep Neural Networks with FastHebb", Neurocomputing 595 (2024).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: () => PAPER_PRESET, best: bestPreset },
  hiddenIdentity: withoutGradientHead,
  create({ architecture, hyperparameters, budget, streams }) {
    const initial = hyperparameters.initial ?? paperInitialWeights(architecture.nonnegative);
    const model = createNetwork({
      architecture,
      activation: hiddenActivation(architecture.nonnegative),
      hidden: initial,
      output: initial,
      streams,
    });
    const counted =
      hyperparameters.reconstruction === 'sequential'
        ? new Map([...new Set(architecture.hidden)].map((units) => [units, upperTriangle(units)]))
        : undefined;
    const head = createGradientHead(model, hyperparameters, budget, { streams });
    const variables = { ...weightVariables(model), ...head.variables };
    return {
      model,
      phases: [
        ...architecture.hidden.map((units, i) =>
          hiddenPhase(model, i + 1, hyperparameters, budget.hiddenEpochs, counted?.get(units)),
        ),
        head.phase,
      ],
      variables,
      diagnostics: () =>
        Object.fromEntries(
          model.kernels.flatMap((kernel, i) =>
            Object.entries(orthonormality(kernel)).map(([name, value]) => [`hidden-${i + 1}.${name}`, value]),
          ),
        ),
      dispose: () => tf.dispose([...Object.values(variables), ...(counted?.values() ?? [])]),
    };
  },
};

/**
 * Trains hidden layer number `layer` (from 1) on the frozen activity of the layer below.
 * @param counted - M of Sanger's rule
 */
function hiddenPhase(
  model: FeedForward,
  layer: number,
  { learnFrom, learningRate, batchSize }: Hyperparameters,
  epochs: number,
  counted: tf.Tensor2D | undefined,
): Phase {
  const { kernel, rows, currents, activate } = model.layers[layer - 1]!;
  const { nonnegative } = model.architecture;
  return {
    name: `hidden-${layer}`,
    trains: 'hidden',
    epochs,
    batchSize,
    sampling: 'shuffled',
    input: layer === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: layer - 1 },
    step(batch) {
      tf.tidy(() => {
        const x = rows(batch.x);
        const y = currents(x);
        const z = learnFrom === 'currents' ? y : activate(y);
        pcaStep(kernel, x, z, { learningRate, counted, nonnegative });
      });
    },
  };
}
