import { crossEntropyLoss, pgd } from '@hebbench/attacks';
import { createStreams } from '@hebbench/core';
import { rowsToTensor } from '@hebbench/engine';
import { createNetwork, hiddenActivation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { LEAST_UPDATES, WARM_UP, type SpeedUnit } from './unit.ts';
import { UNITS } from './training-unit.ts';

const IMAGES = 1000;
const STEPS = 40;
const INPUTS = 784;

/** PGD with 40 steps on 1000 images, through equation (6). */
export const pgdUnit: SpeedUnit = {
  name: `pgd-${IMAGES}`,
  title: `PGD, ${STEPS} steps, on ${IMAGES} images, through equation (6); a time is that of all steps`,
  flops: STEPS * 2 * 2 * IMAGES * INPUTS * UNITS,
  async measure({ dataset, seconds }) {
    const streams = createStreams(0).child('speed');
    const { inputs, classes, train } = dataset;
    const model = createNetwork({
      architecture: { inputs, hidden: [UNITS], classes, nonnegative: true },
      activation: hiddenActivation(true),
      hidden: { kind: 'uniform', low: 0.01, high: 0.1 },
      output: { kind: 'uniform', low: 0, high: 1 },
      streams,
    });
    const attack = pgd({ loss: crossEntropyLoss, steps: STEPS });
    const stream = streams.stream('attack');
    const times: number[] = [];
    let [runs, end] = [0, Infinity];
    try {
      for (;;) {
        const indices = Uint32Array.from({ length: IMAGES }, () => stream.integer(train.count));
        const started = performance.now();
        tf.tidy(() => {
          const x = rowsToTensor(train.pixels, indices, inputs, 1 / 255);
          const labels = tf.tensor1d(
            Int32Array.from(indices, (i) => train.labels[i]!),
            'int32',
          );
          attack.perturb({ model, x, labels, epsilon: 0.1, stream }).dataSync();
        });
        const now = performance.now();
        if (++runs === WARM_UP) end = now + 1000 * seconds;
        if (runs > WARM_UP) times.push(now - started);
        if (now >= end && times.length >= LEAST_UPDATES) return times;
      }
    } finally {
      model.dispose();
    }
  },
};
