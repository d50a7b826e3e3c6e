import { rangeToTensor } from '@hebbench/engine';
import { accuracy, kernelsByUnit } from '@hebbench/nn';
import { fanOutOf, tidied } from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { LEARNER, SPIKING_SCALES } from './cells.ts';
import { attackMetrics, underAttack } from './score-converted.ts';

/** Most training images that accuracy is measured on. */
const TRAINING_IMAGES = 2000;
/** Images whose spikes are counted. */
const COUNTED = 500;

/** A network that learned from spikes: accuracy, spikes, robustness through its surrogate. */
export async function scoreLearned(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell } = context;
  const { testImages } = SPIKING_SCALES[cell.scale];
  const split = evaluationSplit(cell, dataset);
  const limit = testImages === undefined ? {} : { limit: testImages };
  const { values } = kernelsByUnit(model, 1);
  const robustness = await underAttack(context, { attacked: model, gradient: 'surrogate' });
  return {
    metrics: {
      accuracy: accuracy(model, split, limit),
      trainAccuracy: accuracy(model, trainingSplit(cell, dataset), { limit: TRAINING_IMAGES }),
      absent: (100 * values.reduce((sum, w) => sum + (w === 0 ? 1 : 0), 0)) / values.length,
      ...spikeCounts(context),
      ...attackMetrics('', robustness),
    },
    details: { robustness },
  };
}

/** Spikes, and synapses that they cross, an image. Those of the input are what its values come to in the mean. */
function spikeCounts({ model, cell, dataset }: ScoreContext): Record<string, number> {
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(COUNTED, split.count);
  const output = model.weights().find(({ layer, kind }) => layer === 'output' && kind === 'kernel')!;
  const hidden = model.weights().find(({ layer, kind }) => layer === 'hidden' && kind === 'kernel')!;
  const kernels = [hidden, output].map(({ tensor }) => tensor as tf.Tensor2D);
  return tidied(() => {
    const x = rangeToTensor(split.pixels, 0, images, dataset.inputs, 1 / 255);
    const [input, answered] = [x, model.activity(x, 1)].map((rates) =>
      tf.mul(tf.mean(rates, 0), LEARNER.steps).dataSync<'float32'>(),
    ) as [Float32Array, Float32Array];
    const [fromInput, fromHidden] = kernels.map(
      (kernel) => fanOutOf({ spec: { kind: 'dense', units: kernel.shape[1] }, positions: 1 }, kernel).present,
    ) as [Float32Array, Float32Array];
    const crossed = (spikes: Float32Array, fanOut: Float32Array): number =>
      spikes.reduce((sum, count, i) => sum + count * fanOut[i]!, 0);
    return {
      spikes: answered.reduce((sum, count) => sum + count, 0),
      inputSpikes: input.reduce((sum, count) => sum + count, 0),
      synaptic: crossed(input, fromInput) + crossed(answered, fromHidden),
    };
  });
}
