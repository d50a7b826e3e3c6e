import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { randomMatrix, toMatrix } from '@hebbench/fixtures';
import { createHiddenForm, createNetwork } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { withFrameworkDerivative } from '../src/suites/tuning/framework-derivative.ts';

beforeAll(async () => {
  await openEngine();
});

const ARCHITECTURE = { inputs: 12, hidden: [7], classes: 3, nonnegative: true };

test('scores are the same, and gradients but for those of black pixels, which are 0', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const streams = createStreams(seed);
      const model = createNetwork({
        architecture: ARCHITECTURE,
        ...createHiddenForm(ARCHITECTURE, { normalisation: { at: 'inputs' } }),
        hidden: { kind: 'uniform', low: 0, high: 1 },
        output: { kind: 'uniform', low: 0, high: 1 },
        streams,
      });
      const seen = withFrameworkDerivative(model);
      // Half of the pixels are black.
      const x = randomMatrix(4, 12, streams.stream('x'), 0).map((row) =>
        row.map((each, i) => (i % 2 === 0 ? 0 : each)),
      );
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const images = tf.tensor2d(x);
        expect(toMatrix(seen.logits(images))).toEqual(toMatrix(model.logits(images)));
        const gradientOf = (of: typeof model.logits): number[][] =>
          toMatrix(tf.grad((y) => tf.sum(tf.square(of(y as tf.Tensor2D))))(images) as tf.Tensor2D);
        const [exact, framework] = [gradientOf(model.logits), gradientOf(seen.logits)];
        // A product with 0 may be −0.
        const plain = framework!.map((row) => row.map((each) => each + 0));
        expect(plain).toEqual(exact!.map((row) => row.map((each, i) => (i % 2 === 0 ? 0 : each))));
        // Without this, the test would hold for a network that sees no black pixel either way.
        expect(exact!.some((row) => row.some((each, i) => i % 2 === 0 && each !== 0))).toBe(true);
      });
      expect(tf.memory().numTensors).toBe(before);
      model.dispose();
    }),
    { numRuns: 20 },
  );
});
