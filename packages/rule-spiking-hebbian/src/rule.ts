import type { LearningRule, Phase } from '@hebbench/core';
import {
  createGradientHead,
  createPerturbedHead,
  paperInitialWeights,
  perturbedHeadUnsupported,
  weightVariables,
  withoutGradientHead,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { createSpikingFeedForward } from './network.ts';
import { present } from './presentation.ts';
import { bestPreset, paperPreset } from './presets.ts';

/** The proposed rule's hidden layers on spikes, layer by layer, under an output layer of either kind. */
export const spikingHebbian: LearningRule<Hyperparameters> = {
  name: 'spiking-hebbian',
  title: 'Hebbian, on spikes',
  citation:
    'Equation (1) of P. Inoue, F. Röhrbein, A. Knoblauch, "Guiding Sparse Neural Networks with Neurobiological Principles to Elicit Biologically Plausible Representations", arXiv:2603.03234 (2026), on spike traces, which the paper names as its way forward.',
  hyperparameters: hyperparametersSchema,
  presets: { paper: paperPreset, best: bestPreset },
  hiddenIdentity: (hyperparameters) => {
    const { perturbedHead: _, ...hidden } = withoutGradientHead(hyperparameters);
    return hidden;
  },
  unsupported: ({ classes }, { perturbedHead }) =>
    perturbedHead && perturbedHeadUnsupported(classes, perturbedHead),
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative, hidden } = architecture;
    const initial = hyperparameters.initial ?? paperInitialWeights(nonnegative);
    const { model, spiking } = createSpikingFeedForward(architecture, hyperparameters, initial, streams);
    const spikes = hidden.map(unmeasured);
    const { perturbedHead } = hyperparameters;
    const head = perturbedHead
      ? createPerturbedHead(model, perturbedHead, budget, streams.child('perturb'))
      : createGradientHead(model, hyperparameters, budget, { streams });
    const named = spikes.map((variable, i): [string, tf.Variable] => [`hidden-${i + 1}/spikes`, variable]);
    const variables = { ...weightVariables(model), ...Object.fromEntries(named), ...head.variables };

    const hiddenPhase = (number: number): Phase => ({
      name: `hidden-${number}`,
      trains: 'hidden',
      epochs: budget.hiddenEpochs,
      batchSize: hyperparameters.hiddenBatchSize,
      sampling: 'shuffled',
      input: number === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: number - 1 },
      step(batch, { update }) {
        const counts = present(spiking[number - 1]!, model.kernels[number - 1]!, batch.x, {
          hyperparameters,
          nonnegative,
          streams: streams.child(`present/hidden-${number}/${update}`),
        });
        tf.tidy(() => spikes[number - 1]!.assign(tf.tensor1d(counts)));
      },
    });

    return {
      model,
      phases: [...hidden.map((_, i) => hiddenPhase(i + 1)), head.phase],
      variables,
      hiddenState: named.map(([name]) => name),
      diagnostics: () =>
        Object.fromEntries(
          spikes.flatMap((variable, i) => {
            const counts = variable.dataSync<'float32'>();
            if (counts[0] === UNMEASURED) return [];
            const silent = counts.reduce((sum, each) => sum + (each === 0 ? 1 : 0), 0);
            return [[`hidden-${i + 1}.silentShare`, silent / counts.length]];
          }),
        ),
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};

/** In place of a unit's spikes, before its layer has been shown anything. */
const UNMEASURED = -1;

/** Spikes of each unit in the last batch that its layer was shown. */
function unmeasured(units: number): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.mul(tf.ones<tf.Rank.R1>([units]), UNMEASURED)));
}
