import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { batched, OTHER_FORMS } from '../src/fast-hebb/forms.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

test.each([batched, ...OTHER_FORMS])('"$name" is the sum of what each row says', ({ update }) => {
  const stream = createStreams(0).stream('rows');
  const [x, w] = [randomMatrix(7, 5, stream, 0, 1), randomMatrix(3, 5, stream, 0, 1)];
  const expected = w.map((weights) => weights.map(() => 0));
  for (const row of x) {
    const u = w.map((weights) => weights.reduce((sum, each, k) => sum + each * row[k]!, 0));
    const powers = u.map((each) => Math.exp(12 * each));
    const total = powers.reduce((sum, each) => sum + each, 0);
    w.forEach((weights, i) =>
      weights.forEach((each, k) => (expected[i]![k]! += (powers[i]! / total) * (row[k]! - u[i]! * each))),
    );
  }
  const before = tf.memory().numTensors;
  tf.tidy(() => expectMatrix(update(tf.tensor2d(x), tf.tensor2d(w)), expected));
  expect(tf.memory().numTensors).toBe(before);
});
