import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  centred,
  checkConvergence,
  compete,
  passedActivation,
  softHebbStep,
  softhebb,
  unitLength,
  unitRate,
  type Losers,
  type PassedOptions,
  type PlasticityOptions,
} from '../src/index.ts';
import { valueAt } from '../src/per-layer.ts';
import { stretchToNorm, unstretched } from '../src/start.ts';

beforeAll(async () => {
  await openEngine();
});

const shapes = fc.record({
  samples: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 10 }),
  units: fc.integer({ min: 2, max: 9 }),
  seed: fc.nat(),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** `exp(βu_k) / Σ_l exp(βu_l)` of one sample. */
function softmax(currents: readonly number[], beta: number): number[] {
  const powers = currents.map((u) => Math.exp(beta * u));
  return powers.map((power) => power / sum(powers));
}

/** Shares of one sample, with the sign that the winner and the losers learn with. */
function shares(currents: readonly number[], beta: number, losers: Losers): number[] {
  const winner = currents.indexOf(Math.max(...currents));
  return softmax(currents, beta).map((y, k) => (losers === 'anti-hebbian' && k !== winner ? -y : y));
}

/** Currents of each sample; weights are `[units, inputs]`. */
function currentsOf(x: Matrix, w: Matrix): Matrix {
  return x.map((sample) => w.map((unit) => sum(unit.map((wi, i) => wi * sample[i]!))));
}

/** The rule as printed: sample by sample, unit by unit, weight by weight; then the scaling and each unit's own rate. */
function scalarStep(w: Matrix, x: Matrix, y: Matrix, u: Matrix, options: PlasticityOptions): Matrix {
  const change = w.map((row) => row.map(() => 0));
  x.forEach((sample, n) =>
    change.forEach((row, k) =>
      row.forEach((_, i) => {
        row[i]! += y[n]![k]! * (sample[i]! - u[n]![k]! * w[k]![i]!);
      }),
    ),
  );
  const largest = Math.max(...change.flat().map(Math.abs));
  const divisor = options.scaling === 'largest' ? largest : x.length;
  return w.map((row, k) => {
    const rate =
      options.learningRate * Math.abs(Math.sqrt(sum(row.map((wi) => wi * wi))) - 1) ** options.normPower;
    return row.map((wi, i) => {
      const next = wi + (rate * change[k]![i]!) / divisor;
      return options.nonnegative ? Math.max(0, next) : next;
    });
  });
}

test.each(['hebbian', 'anti-hebbian'] as const)(
  'the competition with %s losers matches its loops',
  (losers) => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0.3, 1, 12), ({ samples, units, seed }, inverseTemperature) => {
        const u = randomMatrix(samples, units, createStreams(seed).stream('u'), -3, 3);
        const expected = u.map((row) => shares(row, inverseTemperature, losers));
        tf.tidy(() =>
          expectMatrix(compete(tf.tensor2d(u), { inverseTemperature, losers }), expected, 1e-4, 1),
        );
      }),
    );
  },
);

test.each(
  (['hebbian', 'anti-hebbian'] as const).flatMap((losers) =>
    (['largest', 'samples'] as const).flatMap((scaling) =>
      [false, true].map((nonnegative) => ({ losers, scaling, nonnegative })),
    ),
  ),
)(
  'the update with $losers losers, divided by $scaling, nonnegative: $nonnegative, matches its scalar loops',
  ({ losers, scaling, nonnegative }) => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0, 0.2, 1), ({ samples, inputs, units, seed }, normPower) => {
        const stream = createStreams(seed).stream('update');
        const x = randomMatrix(samples, inputs, stream, 0);
        const w = randomMatrix(units, inputs, stream, nonnegative ? 0 : -1);
        const options = { learningRate: 0.3, normPower, scaling, nonnegative };
        const u = currentsOf(x, w);
        const y = u.map((row) => shares(row, 2, losers));
        const expected = scalarStep(w, x, y, u, options);
        tf.tidy(() => {
          const kernel = tf.variable(tf.tensor2d(w));
          softHebbStep(kernel, { x: tf.tensor2d(x), u: tf.tensor2d(u), y: tf.tensor2d(y) }, options);
          expectMatrix(kernel, expected, 1e-4, 1);
          kernel.dispose();
        });
      }),
    );
  },
);

test('a batch of black images changes nothing', () => {
  tf.tidy(() => {
    const kernel = tf.variable(tf.tensor2d([[0.5, 0.25]]));
    softHebbStep(
      kernel,
      { x: tf.zeros([3, 2]), u: tf.zeros([3, 1]), y: tf.ones([3, 1]) },
      { learningRate: 0.1, normPower: 0, scaling: 'largest', nonnegative: false },
    );
    expectMatrix(kernel, [[0.5, 0.25]]);
    kernel.dispose();
  });
});

test.each([
  { norm: 1, power: 0.5, rate: 0 },
  { norm: 5, power: 0.5, rate: 0.2 },
  { norm: 0, power: 2, rate: 0.1 },
  { norm: 1, power: 0, rate: 0.1 },
  { norm: 35, power: 0, rate: 0.1 },
])('the rate of a unit of norm $norm with q = $power is $rate', ({ norm, power, rate }) => {
  expect(unitRate(0.1, norm, power)).toBeCloseTo(rate, 10);
});

test.each([
  { activation: 'softmax', of: (u: number[]) => softmax(u, 5) },
  { activation: 'relu', of: (u: number[]) => u.map((uk) => Math.max(0, uk) ** 2) },
  { activation: 'triangle', of: (u: number[]) => u.map((uk) => Math.max(0, uk - sum(u) / u.length) ** 2) },
] as const)('the activity passed on by $activation matches its loops', ({ activation, of }) => {
  fc.assert(
    fc.property(shapes, ({ samples, units, seed }) => {
      const u = randomMatrix(samples, units, createStreams(seed).stream('u'), -3, 3);
      const options: PassedOptions = { activation, activationInverseTemperature: 5, power: 2 };
      tf.tidy(() => expectMatrix(passedActivation(options)(tf.tensor2d(u)), u.map(of), 1e-4, 1));
    }),
  );
});

test.each([
  { name: 'unit length', prepare: unitLength, mean: () => 0 },
  { name: 'centred', prepare: centred, mean: (row: number[]) => sum(row) / row.length },
])('inputs of $name match their loops, and a flat row of zeros stays zero', ({ prepare, mean }) => {
  fc.assert(
    fc.property(shapes, ({ samples, seed }) => {
      const x = [...randomMatrix(samples, 7, createStreams(seed).stream('x'), 0), [0, 0, 0, 0, 0, 0, 0]];
      const expected = x.map((row) => {
        const left = row.map((xi) => xi - mean(row));
        const length = Math.sqrt(sum(left.map((value) => value * value)));
        return left.map((value) => (length === 0 ? 0 : value / length));
      });
      tf.tidy(() => expectMatrix(prepare(tf.tensor2d(x)), expected, 1e-4, 1));
    }),
  );
});

test.each([
  { start: 'positive', nonnegative: false, negative: false },
  { start: 'normal', nonnegative: false, negative: true },
  { start: 'normal', nonnegative: true, negative: false },
] as const)(
  'units start at the norm that was asked for: $start, nonnegative: $nonnegative',
  ({ start, nonnegative, negative }) => {
    const architecture = { inputs: 400, hidden: [30, 20], classes: 2, nonnegative };
    const hyperparameters = softhebb.hyperparameters.parse({ start, startNorm: 7 });
    const budget = { hiddenEpochs: 0, headEpochs: 0 };
    const trainer = softhebb.create({ architecture, hyperparameters, budget, streams: createStreams(4) });
    // 30 inputs to the second layer: the norm of one unit scatters more.
    expect(trainer.diagnostics!()['hidden-1.meanNorm']).toBeCloseTo(7, 0);
    expect(Math.abs(trainer.diagnostics!()['hidden-2.meanNorm']! - 7)).toBeLessThan(1);
    const smallest = Math.min(...trainer.model.weights()[0]!.tensor.dataSync());
    expect(smallest < 0).toBe(negative);
    trainer.dispose();
  },
);

test.each([0.1, 35])('weights settle at norm 1 from a norm of %s', (startNorm) => {
  const stream = createStreams(6).stream('norms');
  const x = tf.tensor2d(randomMatrix(50, 12, stream, 0));
  const kernel = tf.variable(tf.tensor2d(randomMatrix(4, 12, stream, 0)));
  stretchToNorm(kernel, 'positive', startNorm);
  for (let update = 0; update < 2000; update++) {
    tf.tidy(() => {
      const u: tf.Tensor2D = tf.matMul(x, kernel, false, true);
      softHebbStep(
        kernel,
        { x, u, y: compete(u, { inverseTemperature: 1, losers: 'hebbian' }) },
        { learningRate: 0.045, normPower: 0.2, scaling: 'largest', nonnegative: true },
      );
    });
  }
  const { convergedShare, meanNorm } = checkConvergence(kernel.dataSync<'float32'>() as Float32Array, 4);
  expect(convergedShare).toBe(1);
  expect(meanNorm).toBeCloseTo(1, 1);
  tf.dispose([x, kernel]);
});

test.each([
  { name: 'unit norm', weights: [0.6, 0.8, 0, -1], convergedShare: 1, meanNorm: 1 },
  { name: 'one unit off', weights: [1, 0, 0, 2], convergedShare: 0.5, meanNorm: 1.5 },
  { name: 'just inside 5 %', weights: [1.04, 0, 0, 0.96], convergedShare: 1, meanNorm: 1 },
])('convergence: $name', ({ weights, convergedShare, meanNorm }) => {
  const found = checkConvergence(Float32Array.from(weights), 2);
  expect(found.convergedShare).toBe(convergedShare);
  expect(found.meanNorm).toBeCloseTo(meanNorm, 6);
});

test("the defaults are the authors'", () => {
  const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: false };
  expect(softhebb.hyperparameters.parse({})).toEqual(
    softhebb.hyperparameters.parse(softhebb.presets.paper(architecture)),
  );
  expect(softhebb.presets.paper(architecture)).toEqual({
    inverseTemperature: 12,
    losers: 'hebbian',
    learningRate: 0.045,
    normPower: 0.2,
    scaling: 'largest',
    schedule: 'constant',
    batchSize: 32,
    activation: 'softmax',
    activationInverseTemperature: 5,
    inputs: 'as-is',
    start: 'positive',
    startNorm: 35,
  });
});

test('the distribution that is stretched keeps to the constraint', () => {
  expect(unstretched('positive', true)).toEqual({ kind: 'uniform', low: 0, high: 1 });
  expect(unstretched('normal', true)).toEqual({ kind: 'half-normal', sd: 1 });
  expect(unstretched('normal', false)).toEqual({ kind: 'normal', sd: 1 });
});

test('below a power of 1, what is passed on matches its loops and has a finite slope where a unit begins to respond', () => {
  const power = 0.7;
  const of = (r: number): number => r / (r + 0.001) ** (1 - power);
  const options: PassedOptions = { activation: 'relu', activationInverseTemperature: 5, power };
  const activation = passedActivation(options);
  tf.tidy(() => {
    const u = tf.tensor2d([[-1, 0, 0.0005, 0.01, 1, 30]]);
    const expected = [0, 0, 0.0005, 0.01, 1, 30].map(of);
    expectMatrix(activation(u), [expected], 1e-5, 1);
    // Away from 0 it is the power itself, within a tenth of a percent.
    for (const [i, r] of [1, 30].entries()) expect(expected[4 + i]! / r ** power).toBeCloseTo(1, 3);
    const slope = tf.grad((given) => tf.sum(activation(given as tf.Tensor2D)))(tf.tensor2d([[0, 1e-9, 1]]));
    const slopes = [...slope.dataSync<'float32'>()];
    expect(slopes.every(Number.isFinite)).toBe(true);
    expect(slopes[1]).toBeCloseTo(0.001 ** (power - 1), 3);
  });
});

test.each([
  { values: 3, layers: [3, 3, 3] },
  { values: [1, 0.65, 0.25], layers: [1, 0.65, 0.25] },
  { values: [0.7, 1.4], layers: [0.7, 1.4, 1.4] },
])('of $values, layers have $layers', ({ values, layers }) => {
  expect([1, 2, 3].map((layer) => valueAt(values, layer))).toEqual(layers);
});
