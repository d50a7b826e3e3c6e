import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createAdam, createOptimiser } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

/** Algorithm 1 of Kingma and Ba, for one weight. */
function scalarAdam(start: number, gradients: readonly number[], rate: number, floor: number): number {
  let [w, m, v] = [start, 0, 0];
  gradients.forEach((g, t) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const [mHat, vHat] = [m / (1 - 0.9 ** (t + 1)), v / (1 - 0.999 ** (t + 1))];
    w = Math.max(floor, w - (rate * mHat) / (Math.sqrt(vHat) + 1e-8));
  });
  return w;
}

test.each([{ nonnegative: false }, { nonnegative: true }])(
  'matches its scalar twin, $nonnegative',
  ({ nonnegative }) => {
    const gradient = fc.float({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(gradient, gradient), { minLength: 1, maxLength: 12 }), (gradients) => {
        const variable = tf.tidy(() => tf.variable(tf.tensor1d([0.3, -0.1])));
        const adam = createAdam(variable, { nonnegative });
        gradients.forEach((pair, update) => {
          const tensor = tf.tensor1d(pair);
          adam.step(tensor, 0.05, update);
          tensor.dispose();
        });
        const got = variable.dataSync();
        [0.3, -0.1].forEach((start, i) => {
          const own = gradients.map((pair) => pair[i]!);
          expect(got[i]).toBeCloseTo(scalarAdam(start, own, 0.05, nonnegative ? 0 : -Infinity), 4);
        });
        tf.dispose([variable, adam.state.m, adam.state.v]);
      }),
    );
  },
);

test('a gradient that is no number makes weights that are none: training that diverges is seen', () => {
  const variable = tf.tidy(() => tf.variable(tf.ones([9])));
  const adam = createAdam(variable, { nonnegative: true });
  [Number.NaN, 1].forEach((each, update) => {
    const gradient = tf.tensor1d(Array<number>(9).fill(each));
    adam.step(gradient, 0.05, update);
    gradient.dispose();
  });
  expect([...variable.dataSync()]).toEqual(Array(9).fill(Number.NaN));
  tf.dispose([variable, adam.state.m, adam.state.v]);
});

/** RMSprop for one weight, with the correction for a running mean that starts at 0. */
function scalarRmsprop(start: number, gradients: readonly number[], rate: number, floor: number): number {
  let [w, v] = [start, 0];
  gradients.forEach((g, t) => {
    v = 0.99 * v + 0.01 * g * g;
    w = Math.max(floor, w - (rate * g) / (Math.sqrt(v / (1 - 0.99 ** (t + 1))) + 1e-8));
  });
  return w;
}

test.each([{ nonnegative: false }, { nonnegative: true }])(
  'RMSprop matches its scalar twin, $nonnegative',
  ({ nonnegative }) => {
    const gradient = fc.float({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(gradient, { minLength: 1, maxLength: 12 }), (gradients) => {
        const variable = tf.tidy(() => tf.variable(tf.tensor1d([0.3])));
        const rmsprop = createOptimiser('rmsprop', variable, nonnegative);
        gradients.forEach((each, update) => {
          const tensor = tf.tensor1d([each]);
          rmsprop.step(tensor, 0.05, update);
          tensor.dispose();
        });
        const expected = scalarRmsprop(0.3, gradients, 0.05, nonnegative ? 0 : -Infinity);
        expect(variable.dataSync()[0]).toBeCloseTo(expected, 4);
        tf.dispose([variable, ...Object.values(rmsprop.state)]);
      }),
    );
  },
);
