import type { LearningRule, Phase } from '@hebbench/core';
import { createAdam, createZeros, oneHot, paperInitialWeights, scheduleFactor } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
import { layerStep } from './layer-step.ts';
import { hardWrongLabels, uniformWrongLabels } from './negative-labels.ts';
import { createGoodnessNetwork } from './network.ts';
import { bestPreset, paperPreset } from './presets.ts';

/** Two forward passes in place of a forward and a backward one: each layer learns to tell right labels from wrong ones. */
export const forwardForward: LearningRule<Hyperparameters> = {
  name: 'forward-forward',
  title: 'Forward-Forward',
  citation:
    'G. Hinton, "The Forward-Forward Algorithm: Some Preliminary Investigations", arXiv:2212.13345 (2022).',
  hyperparameters: hyperparametersSchema,
  presets: { paper: paperPreset, best: bestPreset },
  unsupported({ inputs, classes, layers }, { label }) {
    if (layers?.some(({ kind }) => kind !== 'dense'))
      return 'the label of an image goes over its first pixels or beside it, where a convolution sees it at a few positions or nowhere; use dense layers';
    return label === 'overlay' && inputs < classes
      ? `an image of ${inputs} values has no room for ${classes} label values; put the label beside it`
      : undefined;
  },
  create({ architecture, hyperparameters, budget, streams }) {
    const { classes, nonnegative, hidden } = architecture;
    const { goodness, label, labelStrength, negatives, learningRate, schedule, batchSize } = hyperparameters;
    const network = createGoodnessNetwork({
      architecture,
      goodness,
      label,
      labelStrength,
      initial: hyperparameters.initial ?? (nonnegative ? paperInitialWeights(true) : { kind: 'he' }),
      streams,
    });
    const layers = hidden.map((_, i) => ({
      kernel: createAdam(network.kernels[i]!, { nonnegative }),
      bias: createAdam(network.biases[i]!, { nonnegative }),
      measured: createZeros<tf.Rank.R1>([3]),
    }));
    const wrong = streams.child('negatives');

    const step: Phase['step'] = ({ x, labels, labelsOnHost }, { update, fraction }) =>
      tf.tidy(() => {
        const stream = wrong.stream(String(update));
        const wrongLabels =
          negatives === 'uniform'
            ? uniformWrongLabels(labelsOnHost, classes, stream)
            : hardWrongLabels(labelsOnHost, network.logits(x).dataSync(), classes, stream);
        const rate = learningRate * scheduleFactor(schedule, fraction);
        let input: tf.Tensor2D = tf.concat([
          network.embed(x, oneHot(labels, classes)),
          network.embed(x, oneHot(tf.tensor1d(wrongLabels, 'int32'), classes)),
        ]);
        layers.forEach(({ kernel, bias, measured }, i) => {
          const learned = layerStep(network, i + 1, input, hyperparameters);
          kernel.step(learned.kernelGradient, rate, update);
          bias.step(learned.biasGradient, rate, update);
          measured.assign(learned.measured);
          input = learned.output;
        });
      });

    const named = layers.flatMap(({ kernel, bias, measured }, i): [string, tf.Variable][] => [
      [`hidden-${i + 1}/kernel/m`, kernel.state.m],
      [`hidden-${i + 1}/kernel/v`, kernel.state.v],
      [`hidden-${i + 1}/bias/m`, bias.state.m],
      [`hidden-${i + 1}/bias/v`, bias.state.v],
      [`hidden-${i + 1}/measured`, measured],
    ]);
    const variables: Record<string, tf.Variable> = {
      ...Object.fromEntries(network.weights().map(({ name, tensor }) => [name, tensor as tf.Variable])),
      ...Object.fromEntries(named),
    };
    return {
      model: network,
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
      diagnostics: () =>
        Object.fromEntries(
          layers.flatMap(({ measured }, i) => {
            const [positive, negative, ordered] = measured.dataSync();
            return [
              [`hidden-${i + 1}.positiveGoodness`, positive!],
              [`hidden-${i + 1}.negativeGoodness`, negative!],
              [`hidden-${i + 1}.orderedShare`, ordered!],
            ];
          }),
        ),
      dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
    };
  },
};
