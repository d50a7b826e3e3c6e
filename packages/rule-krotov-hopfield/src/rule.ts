import type { LearningRule } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import {
  createGradientHead,
  createNetwork,
  paperInitialWeights,
  weightVariables,
  withoutGradientHead,
} from '@hebbench/nn';
import { powerActivation, unitLength } from './activation.ts';
import { checkConvergence } from './convergence.ts';
import { createHiddenLayerTraining } from './hidden-layer.ts';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { powerLossGradient } from './output-loss.ts';
import { PAPER_PRESET } from './presets.ts';

/** Krotov and Hopfield's competitive rule with global inhibition, layer by layer, under a gradient-trained output. */
export const krotovHopfield: LearningRule<Hyperparameters> = {
  name: 'krotov-hopfield',
  title: 'Krotov & Hopfield',
  citation: 'D. Krotov, J. J. Hopfield, "Unsupervised learning by competing hidden units", PNAS 116 (2019).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: () => PAPER_PRESET, best: () => PAPER_PRESET },
  unsupported({ hidden, nonnegative }, { rank, lossPower }) {
    if (hidden.some((units) => units < rank)) {
      return `a hidden layer of ${Math.min(...hidden)} units has no unit of rank ${rank}; choose a lower rank or a wider layer`;
    }
    return nonnegative && lossPower !== undefined
      ? 'nonnegative weights make no negative output, which the loss of power m asks for; leave lossPower out'
      : undefined;
  },
  hiddenIdentity(hyperparameters, { hidden }) {
    const { power, inputs, lossPower: _loss, ...competition } = withoutGradientHead(hyperparameters);
    // Units compete by their currents, of inputs as they are: the rest matters to what reads a layer's activity alone.
    return hidden.length === 1 ? competition : { ...competition, power, inputs };
  },
  create({ architecture, hyperparameters, budget, streams }) {
    const { nonnegative } = architecture;
    const model = createNetwork({
      architecture,
      activation: powerActivation(hyperparameters.power),
      ...(hyperparameters.inputs !== 'as-they-are' && { prepare: unitLength }),
      // Its updates touch single units: their weights lie side by side.
      transposed: true,
      hidden:
        hyperparameters.initial ??
        (nonnegative ? { kind: 'half-normal', sd: 0.5 } : { kind: 'normal', sd: 1 }),
      output: paperInitialWeights(nonnegative),
      streams,
    });
    const layers = architecture.hidden.map((_, i) =>
      createHiddenLayerTraining(model, i + 1, hyperparameters, budget.hiddenEpochs),
    );
    const { lossPower } = hyperparameters;
    const head = createGradientHead(model, hyperparameters, budget, {
      streams,
      ...(lossPower !== undefined && {
        lossGradient: (logits, labels) => powerLossGradient(logits, labels, lossPower),
      }),
    });
    const powers = layers.map((layer, i) => [`hidden-${i + 1}/powers`, layer.powers] as const);
    const variables = { ...weightVariables(model), ...Object.fromEntries(powers), ...head.variables };
    return {
      model,
      phases: [...layers.map(({ phase }) => phase), head.phase],
      variables,
      hiddenState: powers.map(([name]) => name),
      diagnostics: () =>
        Object.fromEntries(
          model.kernels.flatMap((kernel, i) => {
            const found = readInPlace([kernel], ([w]) =>
              checkConvergence(w!, kernel.shape[0], hyperparameters.norm),
            );
            return Object.entries(found).map(([name, value]) => [`hidden-${i + 1}.${name}`, value]);
          }),
        ),
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
