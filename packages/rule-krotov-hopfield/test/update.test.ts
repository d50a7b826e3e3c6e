import { createStreams } from '@hebbench/core';
import { randomMatrix, type Matrix } from '@hebbench/fixtures';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConvergence } from '../src/convergence.ts';
import { rankUnits } from '../src/ranking.ts';
import { signedPower, sparseUpdate } from '../src/sparse-update.ts';

const problems = fc.record({
  samples: fc.integer({ min: 1, max: 8 }),
  inputs: fc.integer({ min: 1, max: 9 }),
  units: fc.integer({ min: 4, max: 12 }),
  norm: fc.constantFrom(2, 3, 4, 3.5),
  nonnegative: fc.boolean(),
  seed: fc.nat(),
});

/** From `[inputs, units]` to `[units, inputs]`. */
function transpose(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

/** The rule as printed, with dense loops over all units. */
function denseUpdate(w: Matrix, x: Matrix, norm: number, rank: number, delta: number, rate: number): Matrix {
  const units = w[0]!.length;
  const change = w.map((row) => row.map(() => 0));
  for (const v of x) {
    const currents = Array.from({ length: units }, (_, m) =>
      v.reduce((total, vi, i) => total + Math.sign(w[i]![m]!) * Math.abs(w[i]![m]!) ** (norm - 1) * vi, 0),
    );
    const order = currents.map((_, m) => m).toSorted((a, b) => currents[b]! - currents[a]!);
    const g = currents.map((_, m) => (m === order[0] ? 1 : m === order[rank - 1] ? -delta : 0));
    change.forEach((row, i) =>
      row.forEach((_, m) => {
        row[m]! += g[m]! * (v[i]! - currents[m]! * w[i]![m]!);
      }),
    );
  }
  const largest = change.flat().reduce((max, d) => Math.max(max, Math.abs(d)), 0);
  return w.map((row, i) => row.map((wij, m) => wij + (rate * change[i]![m]!) / largest));
}

test('the sparse update matches the dense scalar loops', () => {
  fc.assert(
    fc.property(problems, ({ samples, inputs, units, norm, nonnegative, seed }) => {
      const stream = createStreams(seed).stream('problem');
      const w = randomMatrix(inputs, units, stream, nonnegative ? 0 : -1);
      const x = randomMatrix(samples, inputs, stream, 0);
      const expected = transpose(denseUpdate(w, x, norm, 3, 0.4, 0.05))
        .flat()
        .map((value) => (nonnegative ? Math.max(0, value) : value));

      const weights = Float32Array.from(transpose(w).flat());
      const powers = weights.map((value) => signedPower(value, norm - 1));
      const currents = Float32Array.from(
        x.flatMap((v) =>
          Array.from({ length: units }, (_, m) =>
            v.reduce((total, vi, i) => total + vi * signedPower(w[i]![m]!, norm - 1), 0),
          ),
        ),
      );
      sparseUpdate(
        { weights, powers, inputs, units },
        { x: Float32Array.from(x.flat()), currents, size: samples },
        { norm, rank: 3, antiHebbian: 0.4, learningRate: 0.05, nonnegative },
      );

      weights.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 4));
      powers.forEach((value, at) => expect(value).toBeCloseTo(signedPower(weights[at]!, norm - 1), 5));
    }),
  );
});

test('a batch of black images changes nothing', () => {
  const weights = Float32Array.of(0, 0, 0, 0);
  sparseUpdate(
    { weights, powers: weights.slice(), inputs: 1, units: 4 },
    { x: Float32Array.of(0), currents: new Float32Array(4), size: 1 },
    { norm: 3, rank: 2, antiHebbian: 0.4, learningRate: 0.1, nonnegative: false },
  );
  expect([...weights]).toEqual([0, 0, 0, 0]);
});

test('ranking agrees with sorting', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.float({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true }), {
        minLength: 3,
        maxLength: 40,
        comparator: (a, b) => a === b,
      }),
      fc.integer({ min: 2, max: 3 }),
      (currents, rank) => {
        const order = currents.map((_, unit) => unit).toSorted((a, b) => currents[b]! - currents[a]!);
        expect(rankUnits(Float32Array.from(currents), 0, currents.length, rank)).toEqual({
          winner: order[0],
          runnerUp: order[rank - 1],
        });
      },
    ),
  );
});

test('of equal currents the lower unit ranks first', () => {
  expect(rankUnits(Float32Array.of(1, 1, 1, 1), 0, 4, 3)).toEqual({ winner: 0, runnerUp: 2 });
});

test.each([
  { name: 'unit norm', weights: [1, 0, 0, 1], convergedShare: 1, deadShare: 0 },
  { name: 'one unit off', weights: [1, 0, 0, 2], convergedShare: 0.5, deadShare: 0 },
  { name: 'one unit all negative', weights: [1, 0, -1, 0], convergedShare: 1, deadShare: 0.5 },
])('convergence: $name', ({ weights, convergedShare, deadShare }) => {
  expect(checkConvergence(Float32Array.from(weights), 2, 3)).toEqual({ convergedShare, deadShare });
});
