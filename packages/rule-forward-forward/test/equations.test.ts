import { createStreams, type Architecture } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import { normalisedRelu } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  createGoodnessNetwork,
  goodnessOf,
  layerStep,
  type Goodness,
  type GoodnessNetwork,
  type LabelPlace,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const problems = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 5, max: 9 }),
  hidden: fc.array(fc.integer({ min: 3, max: 8 }), { minLength: 1, maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 4 }),
  nonnegative: fc.boolean(),
  goodness: fc.constantFrom<Goodness>('sum', 'mean'),
  label: fc.constantFrom<LabelPlace>('overlay', 'beside'),
  labelStrength: fc.constantFrom(1, 2.5),
  threshold: fc.constantFrom(0.1, 1),
  seed: fc.nat(),
});

type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

/** A network with random biases, and what to compare it with. */
function onNetwork(problem: Problem, check: (network: GoodnessNetwork, x: Matrix) => void): void {
  const { samples, inputs, hidden, classes, nonnegative, goodness, label, labelStrength, seed } = problem;
  const streams = createStreams(seed);
  const architecture: Architecture = { inputs, hidden, classes, nonnegative };
  const low = nonnegative ? 0 : -1;
  const initial = { kind: 'uniform', low, high: 1 } as const;
  const network = createGoodnessNetwork({ architecture, goodness, label, labelStrength, initial, streams });
  try {
    tf.tidy(() => {
      for (const bias of network.biases) {
        const values = streams.stream('bias').fillUniform(new Float32Array(bias.size), low / 2, 0.5);
        bias.assign(tf.tensor1d(values));
      }
      check(network, randomMatrix(samples, inputs, streams.stream('x'), 0));
    });
  } finally {
    network.dispose();
  }
}

interface ScalarLayer {
  /** What the layer reads. */
  readonly input: number[];
  readonly activity: number[];
  /** Σ z² or its mean. */
  readonly goodness: number;
}

/** Forward with one sample, as printed, layer by layer. */
function scalarForward(
  network: GoodnessNetwork,
  problem: Problem,
  image: number[],
  label: number[],
): ScalarLayer[] {
  const { nonnegative, goodness } = problem;
  const written = label.map((value) => value * problem.labelStrength);
  let input = [...written, ...(problem.label === 'overlay' ? image.slice(label.length) : image)];
  return network.kernels.map((kernel, l) => {
    const [w, b] = [toMatrix(kernel), [...network.biases[l]!.dataSync()]];
    const y = b.map((bias, j) => input.reduce((sum, xi, i) => sum + xi * w[i]![j]!, bias));
    const mean = y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length;
    const activity = y.map((value) => Math.max(0, nonnegative ? Math.abs(value) - mean : value));
    const squares = activity.reduce((sum, z) => sum + z * z, 0);
    const layer = { input, activity, goodness: goodness === 'sum' ? squares : squares / y.length };
    const length = nonnegative ? Math.max(...activity) : Math.sqrt(squares / y.length);
    // Hardly active layers are mostly rounding, which the division would make large.
    fc.pre(length === 0 || length > 0.01);
    input = activity.map((z) => (length > 0 ? z / length : 0));
    return layer;
  });
}

function oneHotRow(classes: number, label: number): number[] {
  return Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0));
}

test('logits are the goodness of each label, summed over all layers but the first, by scalar loops', () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onNetwork(problem, (network, rows) => {
        const expected = rows.map((image) =>
          Array.from({ length: problem.classes }, (_, k) => {
            const layers = scalarForward(network, problem, image, oneHotRow(problem.classes, k));
            const counted = layers.length === 1 ? layers : layers.slice(1);
            return counted.reduce((sum, layer) => sum + layer.goodness, 0);
          }),
        );
        expectMatrix(network.logits(tf.tensor2d(rows)), expected, 1e-3);
      }),
    ),
  );
});

test('hidden activity is that under the neutral label, by scalar loops', () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onNetwork(problem, (network, rows) => {
        const neutral = Array.from({ length: problem.classes }, () => 1 / problem.classes);
        const layers = rows.map((image) => scalarForward(network, problem, image, neutral));
        network.hidden(tf.tensor2d(rows)).forEach((activity, l) =>
          expectMatrix(
            activity,
            layers.map((each) => each[l]!.activity),
            1e-3,
          ),
        );
      }),
    ),
  );
});

/** Images with right labels, then the same with wrong ones. */
function labelledRows(
  problem: Problem,
  rows: Matrix,
): { image: number[]; label: number[]; positive: boolean }[] {
  const { classes } = problem;
  return [true, false].flatMap((positive) =>
    rows.map((image, n) => ({
      image,
      positive,
      label: oneHotRow(classes, (n + (positive ? 0 : 1)) % classes),
    })),
  );
}

test("a layer's gradient matches its scalar loops", () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onNetwork(problem, (network, rows) => {
        const { hidden, goodness, threshold, nonnegative } = problem;
        const layer = hidden.length;
        const units = hidden.at(-1)!;
        const samples = labelledRows(problem, rows).map((each) => ({
          ...scalarForward(network, problem, each.image, each.label).at(-1)!,
          positive: each.positive,
        }));

        // ∂L/∂z_j = (∂L/∂g) 2 z_j, and through relu(y − ⟨y⟩) every unit's current counts for all.
        const deltas = samples.map(({ activity, goodness: g, positive }) => {
          const p = 1 / (1 + Math.exp(-(g - threshold * (goodness === 'sum' ? units : 1))));
          const slope = (positive ? p - 1 : p) / rows.length;
          const own = activity.map((z) => (slope * 2 * z) / (goodness === 'sum' ? 1 : units));
          const mean = own.reduce((sum, value) => sum + value, 0) / units;
          return own.map((value) => (nonnegative ? value - mean : value));
        });
        const width = samples[0]!.input.length;
        const expected = Array.from({ length: width }, (_i, i) =>
          Array.from({ length: units }, (_j, j) =>
            samples.reduce((sum, { input }, n) => sum + input[i]! * deltas[n]![j]!, 0),
          ),
        );
        const expectedBias = Array.from({ length: units }, (_, j) =>
          deltas.reduce((sum, delta) => sum + delta[j]!, 0),
        );
        const input = tf.tensor2d(samples.map((each) => each.input));
        const got = layerStep(network, layer, input, { goodness, threshold });
        const size = Math.max(1e-3, ...deltas.flat().map(Math.abs));
        expectMatrix(got.kernelGradient, expected, 1e-3, size);
        expectMatrix(tf.reshape(got.biasGradient, [1, units]) as tf.Tensor2D, [expectedBias], 1e-3, size);
      }),
    ),
  );
});

test("a layer's gradient is the derivative of −log p⁺ − log (1 − p⁻)", () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onNetwork(problem, (network, rows) => {
        const { hidden, goodness, threshold } = problem;
        const samples = labelledRows(problem, rows).map(
          (each) => scalarForward(network, problem, each.image, each.label).at(-1)!.input,
        );
        const input = tf.tensor2d(samples);
        const limit = goodness === 'sum' ? threshold * hidden.at(-1)! : threshold;
        const loss = (): tf.Scalar => {
          const g = goodnessOf(network.kind.activate(network.currents(input, hidden.length)), goodness);
          const [positive, negative] = tf.split(tf.sub(g, limit), 2) as [tf.Tensor1D, tf.Tensor1D];
          return tf.mean(tf.add(tf.softplus(tf.neg(positive)), tf.softplus(negative))) as tf.Scalar;
        };
        const [kernel, bias] = [network.kernels.at(-1)!, network.biases.at(-1)!];
        const { grads } = tf.variableGrads(loss, [kernel, bias]);
        const got = layerStep(network, hidden.length, input, { goodness, threshold });
        const scale = Math.max(1e-3, ...toMatrix(got.kernelGradient).flat().map(Math.abs));
        expectMatrix(got.kernelGradient, toMatrix(grads[kernel.name] as tf.Tensor2D), 1e-3, scale);
        const row = (tensor: tf.Tensor): tf.Tensor2D => tf.reshape(tensor, [1, -1]);
        expectMatrix(row(got.biasGradient), toMatrix(row(grads[bias.name]!)), 1e-3, scale);
      }),
    ),
  );
});

test('with the constraint, the next layer reads equation (6)', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 9 }), (seed, units) => {
      tf.tidy(() => {
        const currents = tf.tensor2d(randomMatrix(4, units, createStreams(seed).stream('y'), 0.1, 2));
        const problem = { inputs: 5, hidden: [2], classes: 2, nonnegative: true };
        const network = createGoodnessNetwork({
          architecture: problem,
          goodness: 'sum',
          label: 'overlay',
          labelStrength: 1,
          initial: { kind: 'uniform', low: 0, high: 1 },
          streams: createStreams(0),
        });
        const { kind } = network;
        expectMatrix(kind.normalise(kind.activate(currents)), toMatrix(normalisedRelu(currents)));
        network.dispose();
      });
    }),
  );
});

test('what is measured: goodness per unit of both halves, and the share of pairs in order', () => {
  onNetwork(
    {
      samples: 2,
      inputs: 5,
      hidden: [3],
      classes: 2,
      nonnegative: false,
      goodness: 'sum',
      label: 'overlay',
      labelStrength: 1,
      threshold: 1,
      seed: 0,
    },
    (network) => {
      network.kernels[0]!.assign(tf.tensor2d(Array.from({ length: 5 }, (_, i) => [i === 0 ? 1 : 0, 0, 0])));
      network.biases[0]!.assign(tf.zeros([3]));
      // First currents 3 and 1 for the positive pair, 2 and 2 for the negative: one pair of two in order.
      const input = tf.tensor2d([3, 1, 2, 2].map((value) => [value, 0, 0, 0, 0]));
      const [positive, negative, ordered] = layerStep(network, 1, input, {
        goodness: 'sum',
        threshold: 1,
      }).measured.dataSync();
      expect(positive).toBeCloseTo((9 + 1) / 2 / 3, 5);
      expect(negative).toBeCloseTo(4 / 3, 5);
      expect(ordered).toBe(0.5);
    },
  );
});
