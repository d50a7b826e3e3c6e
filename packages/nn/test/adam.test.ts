import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createAdam } from '../src/index.ts';

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
