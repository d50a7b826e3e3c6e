import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { crossEntropyLoss, logOddsLoss, fgsm, inputGradient, marginLoss, type Loss } from '../src/index.ts';
import { linearModel } from './models.ts';

beforeAll(async () => {
  await openEngine();
});

test('the losses match their scalar loops', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 5 }), (seed, classes) => {
      const rows = randomMatrix(3, classes, createStreams(seed).stream('logits'), -5, 5);
      const labels = [0, 1, classes - 1];
      const entropy = rows.map(
        (row, n) => Math.log(row.reduce((sum, each) => sum + Math.exp(each), 0)) - row[labels[n]!]!,
      );
      const margin = rows.map(
        (row, n) => Math.max(...row.filter((_, k) => k !== labels[n])) - row[labels[n]!]!,
      );
      const odds = rows.map(
        (row, n) =>
          Math.log(row.reduce((sum, each, k) => (k === labels[n] ? sum : sum + Math.exp(each)), 0)) -
          row[labels[n]!]!,
      );
      tf.tidy(() => {
        const [logits, classesOf] = [tf.tensor2d(rows), tf.tensor1d(labels, 'int32')];
        expectMatrix(
          tf.reshape(crossEntropyLoss(logits, classesOf), [1, 3]) as tf.Tensor2D,
          [entropy],
          1e-4,
          1,
        );
        expectMatrix(tf.reshape(marginLoss(logits, classesOf), [1, 3]) as tf.Tensor2D, [margin], 1e-4, 1);
        expectMatrix(tf.reshape(logOddsLoss(logits, classesOf), [1, 3]) as tf.Tensor2D, [odds], 1e-4, 1);
        // The cross-entropy is a rising function of the log-odds, log(1 + exp(u)).
        const rising = tf.softplus(logOddsLoss(logits, classesOf));
        expectMatrix(tf.reshape(rising, [1, 3]) as tf.Tensor2D, [entropy], 1e-4, 1);
      });
    }),
  );
});

/** Weights of the other classes in the gradient of a loss, from their logits; the label's is −∞. */
type SharesOf = (others: readonly number[]) => readonly number[];

const softmax: SharesOf = (others) => {
  const top = Math.max(...others);
  const shares = others.map((z) => Math.exp(z - top));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / total);
};

const largest: SharesOf = (others) => {
  const top = others.indexOf(Math.max(...others));
  return others.map((_, k) => (k === top ? 1 : 0));
};

/** Logits `x W` in float64. */
function logitsOf(x: readonly number[], weights: readonly (readonly number[])[]): number[] {
  return weights[0]!.map((_, k) => x.reduce((sum, value, i) => sum + value * weights[i]![k]!, 0));
}

/** Gradient of a loss of a linear model with respect to an image, in float64: its weights' mean less the label's. */
function slopesOf(
  x: readonly number[],
  weights: readonly (readonly number[])[],
  label: number,
  sharesOf: SharesOf,
): number[] {
  const others = logitsOf(x, weights).map((z, k) => (k === label ? Number.NEGATIVE_INFINITY : z));
  const shares = sharesOf(others);
  return weights.map((row) => row.reduce((sum, w, k) => sum + shares[k]! * w, 0) - row[label]!);
}

test('FGSM goes where the cross-entropy rises, however sure the network is of itself', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 300 }), (seed, gain) => {
      const stream = createStreams(seed).stream('sure');
      const [inputs, classes] = [6, 4];
      const weights = randomMatrix(inputs, classes, stream).map((row) => row.map((each) => gain * each));
      const x = randomMatrix(5, inputs, stream, 0.3, 0.7);
      const labels = x.map((row) => largest(logitsOf(row, weights)).indexOf(1));
      // ∂u/∂x; signs too close to call are left out.
      const slopes = x.map((row, n) => slopesOf(row, weights, labels[n]!, softmax));
      tf.tidy(() => {
        const changed = toMatrix(
          fgsm().perturb({
            model: linearModel(weights),
            x: tf.tensor2d(x),
            labels: tf.tensor1d(labels, 'int32'),
            epsilon: 0.1,
            stream,
          }),
        );
        slopes.forEach((row, n) =>
          row.forEach((slope, i) => {
            if (Math.abs(slope) > 1e-3 * gain)
              expect(Math.sign(changed[n]![i]! - x[n]![i]!)).toBe(Math.sign(slope));
          }),
        );
      });
    }),
  );
});

test('the cross-entropy’s own gradient loses the label where float32 rounds its probability to 1', () => {
  const model = linearModel([
    [60, 30, 0],
    [-60, 0, 40],
  ]);
  const signOf = (loss: Loss): number =>
    tf.tidy(() => {
      const gradient = inputGradient(model, tf.tensor2d([[0.9, 0.1]]), tf.tensor1d([0], 'int32'), loss);
      return Math.sign(gradient.dataSync()[0]!);
    });
  // Logits 48, 27, 4. More of the first pixel raises the label's by 60 and the next by 30: it must go down.
  expect(signOf(logOddsLoss)).toBe(-1);
  expect(signOf(crossEntropyLoss)).toBe(1);
});

test.each([
  { name: 'log-odds', loss: logOddsLoss, sharesOf: softmax },
  // Its gradient is that of the log-odds times a factor above 0.
  { name: 'cross-entropy', loss: crossEntropyLoss, sharesOf: softmax },
  { name: 'margin', loss: marginLoss, sharesOf: largest },
])('FGSM on a linear model of any number of classes is its closed form: $name', ({ loss, sharesOf }) => {
  const epsilons = fc.double({ min: 0.01, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), epsilons, (seed, classes, epsilon) => {
      const stream = createStreams(seed).stream('model');
      const weights = randomMatrix(4, classes, stream);
      const x = randomMatrix(classes, 4, stream, 0, 1);
      const labels = x.map((_, n) => n);
      tf.tidy(() => {
        const changed = fgsm(loss).perturb({
          model: linearModel(weights),
          x: tf.tensor2d(x),
          labels: tf.tensor1d(labels, 'int32'),
          epsilon,
          stream,
        });
        const got = toMatrix(changed);
        const expected = x.map((row, n) => {
          const slopes = slopesOf(row, weights, n, sharesOf);
          return row.map((value, i) => {
            // A sign that float32 cannot tell is as it is.
            if (Math.abs(slopes[i]!) < 1e-4) return got[n]![i]!;
            return Math.min(1, Math.max(0, value + epsilon * Math.sign(slopes[i]!)));
          });
        });
        expectMatrix(changed, expected, 1e-6, 1);
      });
    }),
  );
});
