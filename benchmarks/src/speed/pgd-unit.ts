import { crossEntropyLoss, pgd } from '@hebbench/attacks';
import { createStreams, type Dataset, type Model } from '@hebbench/core';
import { rowsToTensor } from '@hebbench/engine';
import { subset } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { weightsOf } from './example.ts';
import { UNITS } from './training-unit.ts';
import { LEAST_UPDATES, WARM_UP, type SpeedContext, type SpeedUnit } from './unit.ts';

const IMAGES = 1000;
const STEPS = 40;
const EPSILON = 0.1;
const INPUTS = 784;
/**
 * Of images after all steps: rounding turns the sign of a gradient that is nearly zero, and a pixel in a hundred makes a
 * tenth of the change.
 */
const TOLERANCE = 0.3;

/** What {@link pgdUnit} attacks. */
export interface PgdUnitOptions {
  readonly name: string;
  /** What the network is. */
  readonly title: string;
  /** A network with {@link UNITS} hidden units, and what frees it. */
  readonly create: (
    dataset: Pick<Dataset, 'inputs' | 'classes'>,
    rules: SpeedContext['rules'],
  ) => { readonly model: Model; readonly dispose: () => void };
}

const attack = pgd({ loss: crossEntropyLoss, steps: STEPS });

/** PGD with 40 steps on 1000 images. */
export function pgdUnit({ name, title, create }: PgdUnitOptions): SpeedUnit {
  return {
    name,
    title: `PGD, ${STEPS} steps, on ${IMAGES} images, ${title}; a time is that of all steps`,
    flops: STEPS * 2 * 2 * IMAGES * INPUTS * UNITS,
    async measure({ dataset, rules, seconds }) {
      const { inputs, train } = dataset;
      const { model, dispose } = create(dataset, rules);
      const stream = createStreams(0).child('speed').stream('attack');
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
            attack.perturb({ model, x, labels, epsilon: EPSILON, stream }).dataSync();
          });
          const now = performance.now();
          if (++runs === WARM_UP) end = now + 1000 * seconds;
          if (runs > WARM_UP) times.push(now - started);
          if (now >= end && times.length >= LEAST_UPDATES) return times;
        }
      } finally {
        dispose();
      }
    },
    async example({ dataset, rules }) {
      const { inputs } = dataset;
      const images = subset(
        dataset.train,
        Uint32Array.from({ length: IMAGES }, (_, i) => i),
      );
      const { model, dispose } = create(dataset, rules);
      const drawn = () => createStreams(0).child('speed').stream('example');
      const before = Float32Array.from(images.pixels, (byte) => byte / 255);
      const shape = [images.count, inputs] as const;
      try {
        const after = tf.tidy(() => {
          const x = tf.tensor2d(before, [...shape]);
          const labels = tf.tensor1d(Int32Array.from(images.labels), 'int32');
          const moved = attack.perturb({ model, x, labels, epsilon: EPSILON, stream: drawn() });
          return new Float32Array(moved.dataSync());
        });
        return {
          images: { shape, values: images.pixels },
          labels: { shape: [images.count], values: images.labels },
          weights: weightsOf(model),
          noise: { shape, values: drawn().fillUniform(new Float32Array(before.length), -EPSILON, EPSILON) },
          changed: new Map([['x', { before, after }]]),
          tolerance: TOLERANCE,
        };
      } finally {
        dispose();
      }
    },
  };
}
