import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  alignment,
  createFeedback,
  createNetwork,
  crossEntropy,
  crossEntropyGradient,
  errorOfCurrents,
  forwardPass,
  gradientsOfErrors,
  networkWeights,
  normalisedRelu,
  relu,
  weightVariables,
  type FeedForward,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const layers = fc.record({
  seed: fc.nat(),
  samples: fc.integer({ min: 1, max: 5 }),
  units: fc.integer({ min: 3, max: 16 }),
});

interface Layer {
  readonly currents: Matrix;
  readonly error: Matrix;
}

function randomLayer({ seed, samples, units }: { seed: number; samples: number; units: number }): Layer {
  const stream = createStreams(seed).stream('layer');
  return {
    currents: randomMatrix(samples, units, stream, -2, 2),
    error: randomMatrix(samples, units, stream),
  };
}

/** What one sample's layer computes by equation (6), unit by unit. */
function normalised(y: readonly number[]): { z: number[]; top: number } {
  const mean = y.reduce((sum, each) => sum + Math.abs(each), 0) / y.length;
  const excess = y.map((each) => Math.max(0, Math.abs(each) - mean));
  const top = Math.max(...excess);
  return { z: excess.map((each) => each / top), top };
}

test('the error of ReLU currents matches its scalar loops, in both readings', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { currents, error } = randomLayer(layer);
      const expected = currents.map((row, n) => row.map((y, i) => (y > 0 ? error[n]![i]! : 0)));
      tf.tidy(() => {
        for (const derivative of ['exact', 'pointwise'] as const)
          expectMatrix(
            errorOfCurrents(relu, tf.tensor2d(currents), tf.tensor2d(error), derivative),
            expected,
          );
      });
    }),
  );
});

test('pointwise: the error of equation (6) with its mean and maximum held constant matches its scalar loops', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { currents, error } = randomLayer(layer);
      const expected = currents.map((row, n) => {
        const { z, top } = normalised(row);
        return row.map((y, i) => (z[i]! > 0 ? (Math.sign(y) * error[n]![i]!) / top : 0));
      });
      tf.tidy(() =>
        expectMatrix(
          errorOfCurrents(normalisedRelu, tf.tensor2d(currents), tf.tensor2d(error), 'pointwise'),
          expected,
        ),
      );
    }),
  );
});

test('exact: the error of equation (6) matches its scalar loops', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { currents, error } = randomLayer(layer);
      const rows = currents.map(normalised);
      const expected = currents.map((row, n) => {
        const { z, top } = rows[n]!;
        const active = error[n]!.map((each, i) => (z[i]! > 0 ? each : 0));
        const mean = active.reduce((sum, each) => sum + each, 0) / row.length;
        const product = error[n]!.reduce((sum, each, j) => sum + each * z[j]!, 0);
        return row.map((y, i) => {
          const ofTop = (z[i] === 1 ? 1 : 0) - 1 / row.length;
          return (Math.sign(y) * (active[i]! - mean - ofTop * product)) / top;
        });
      });
      const smallest = Math.min(...rows.map(({ top }) => top));
      tf.tidy(() =>
        // The terms cancel where one unit alone is active.
        expectMatrix(
          errorOfCurrents(normalisedRelu, tf.tensor2d(currents), tf.tensor2d(error), 'exact'),
          expected,
          1e-3,
          1 / smallest,
        ),
      );
    }),
  );
});

test.each(['exact', 'pointwise'] as const)('%s: a silent layer has no error', (derivative) => {
  const error = tf.tidy(() =>
    toMatrix(errorOfCurrents(normalisedRelu, tf.zeros([2, 4]), tf.ones([2, 4]), derivative)),
  );
  expect(error.flat().map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

/** A small network with one batch, freed afterwards. */
function onNetwork(check: (model: FeedForward, x: tf.Tensor2D, oneHotLabels: tf.Tensor2D) => void): void {
  const streams = createStreams(3);
  const initial = { kind: 'normal', sd: 0.7 } as const;
  const architecture = { inputs: 4, hidden: [5, 6], classes: 3, nonnegative: false };
  const model = createNetwork({ architecture, activation: relu, hidden: initial, output: initial, streams });
  tf.tidy(() =>
    check(
      model,
      tf.tensor2d(randomMatrix(6, 4, streams.stream('x'), 0)),
      tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3), 'float32') as tf.Tensor2D,
    ),
  );
  model.dispose();
}

test('a forward pass keeps what the model computes', () => {
  onNetwork((model, x) => {
    const { inputs, currents, logits } = forwardPass(model, x);
    expectMatrix(logits, toMatrix(model.logits(x)));
    [x, ...model.hidden(x)].forEach((each, layer) => expectMatrix(inputs[layer]!, toMatrix(each)));
    currents.forEach((each, i) => expectMatrix(each, toMatrix(model.currents(inputs[i]!, i + 1))));
    expect([inputs.length, currents.length]).toEqual([3, 2]);
  });
});

test('the error of the logits gives the gradient of the output layer', () => {
  onNetwork((model, x, oneHotLabels) => {
    const { inputs, logits } = forwardPass(model, x);
    const [kernel, bias] = gradientsOfErrors([inputs.at(-1)!], [crossEntropyGradient(logits, oneHotLabels)]);
    const { outputKernel, outputBias } = model;
    const { grads } = tf.variableGrads(
      () => crossEntropy(model.logits(x), oneHotLabels),
      [outputKernel, outputBias],
    );
    expectMatrix(kernel as tf.Tensor2D, toMatrix(grads[outputKernel.name] as tf.Tensor2D));
    expectMatrix(tf.reshape(bias!, [1, 3]), toMatrix(tf.reshape(grads[outputBias.name]!, [1, 3])));
  });
});

test('the alignment of the gradient is 1, of its opposite −1, of nothing 0', () => {
  onNetwork((model, x, oneHotLabels) => {
    const weights = networkWeights(model);
    const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), oneHotLabels), weights);
    const [first, second, output, bias] = weights.map(({ name }) => grads[name]!);
    const estimates = [tf.mul(first!, 3), second!, tf.neg(output!), tf.zerosLike(bias!)];
    const got = alignment(model, estimates, x, oneHotLabels);
    expectMatrix(tf.reshape(got, [1, 4]), [[1, 1, -1, 0]]);
  });
});

test('weights have one order, as a list and by name', () => {
  onNetwork((model) => {
    expect(networkWeights(model)).toEqual(Object.values(weightVariables(model)));
  });
});

test('feedback weights are U[−s/√n, s/√n], n the units that they reach', () => {
  const values = tf.tidy(() => [...createFeedback(50, 400, 3, createStreams(1).stream('b')).dataSync()]);
  const high = 3 / Math.sqrt(400);
  expect(values).toHaveLength(20_000);
  expect(Math.max(...values)).toBeLessThanOrEqual(high);
  expect(Math.max(...values)).toBeGreaterThan(0.99 * high);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-high - 1e-7);
  expect(values.reduce((sum, each) => sum + each, 0) / values.length).toBeCloseTo(0, 2);
  const variance = values.reduce((sum, each) => sum + each ** 2, 0) / values.length;
  expect(variance / (high ** 2 / 3)).toBeCloseTo(1, 1);
});
