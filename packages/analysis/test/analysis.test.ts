import { createStreams } from '@hebbench/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bimodalityCoefficient,
  complementaryCdf,
  connectivity,
  dalesLawShare,
  logBinnedDensity,
  nelderMead,
  quantiles,
  sampleWeights,
  scaleOf,
  sparsity,
} from '../src/index.ts';

const weightsOf = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float32Array.from(values));

describe('sparsity', () => {
  test('counts what is at most the threshold times the largest', () => {
    fc.assert(
      fc.property(weightsOf, fc.double({ min: 0, max: 0.5, noNaN: true }), (weights, threshold) => {
        const largest = Math.max(...[...weights].map(Math.abs));
        const absent = [...weights].filter((w) => Math.abs(w) <= threshold * largest).length;
        expect(sparsity(weights, threshold)).toBeCloseTo(absent / weights.length);
      }),
    );
  });

  test('does not change with the unit of the weights', () => {
    const weights = createStreams(0).stream('w').fillNormal(new Float32Array(1000), 0, 1);
    expect(
      sparsity(
        weights.map((w) => 128 * w),
        0.01,
      ),
    ).toBe(sparsity(weights, 0.01));
  });

  test('the quantile scale ignores one outlier', () => {
    const weights = createStreams(0).stream('w').fillUniform(new Float32Array(5000), 0, 1);
    const outlier = Float32Array.from([...weights, 100]);
    expect(scaleOf(outlier, 'maximum')).toBe(100);
    expect(scaleOf(outlier, 'quantile-99.9')).toBeCloseTo(1, 1);
  });

  test.each([
    { name: 'no weights', weights: [], expected: 0 },
    { name: 'zeros', weights: [0, 0], expected: 1 },
    { name: 'one value', weights: [3, 3, 3], expected: 0 },
  ])('$name', ({ weights, expected }) => {
    expect(sparsity(Float32Array.from(weights), 0.005)).toBe(expected);
  });
});

test('connectivity is counted unit by unit', () => {
  const weights = Float32Array.of(1, 0, 0.5, 0.001, 0, 0, 0, 0);
  const { mean, sd, silent } = connectivity(weights, 2, 0.005);
  expect({ mean, sd, silent }).toEqual({ mean: 0.25, sd: 0.25, silent: 0.5 });
});

test.each([
  { name: 'one sign each', weights: [1, -2, 0, -3], share: 1 },
  { name: 'one source with both', weights: [1, -2, -1, -3], share: 0.5 },
  { name: 'zeros', weights: [0, 0, 0, 0], share: 1 },
  { name: 'nonnegative', weights: [1, 2, 3, 4], share: 1 },
])("Dale's law: $name", ({ weights, share }) => {
  // Two targets, two sources.
  expect(dalesLawShare(Float32Array.from(weights), 2)).toBe(share);
});

describe('bimodality', () => {
  const stream = createStreams(1).stream('values');
  test.each([
    { name: 'normal', values: stream.fillNormal(new Float32Array(20_000), 5, 2), expected: 1 / 3 },
    { name: 'uniform', values: stream.fillUniform(new Float32Array(20_000), -1, 3), expected: 5 / 9 },
    { name: 'two points', values: Float32Array.from({ length: 100 }, (_, i) => i % 2), expected: 1 },
  ])('$name', ({ values, expected }) => {
    expect(bimodalityCoefficient(values)).toBeCloseTo(expected, 1);
  });

  test.each([{ values: [] }, { values: [1, 2, 3] }, { values: [4, 4, 4, 4, 4] }])(
    '$values has none',
    ({ values }) => {
      expect(bimodalityCoefficient(values)).toBeUndefined();
    },
  );
});

describe('the simplex finds minima', () => {
  test.each([
    { name: 'a parabola', f: ([x]: readonly number[]) => (x! - 3) ** 2, start: [0], at: [3] },
    {
      name: 'Rosenbrock’s valley',
      f: ([x, y]: readonly number[]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2,
      start: [-1.2, 1],
      at: [1, 1],
    },
    {
      name: 'a minimum beside a wall',
      f: ([x]: readonly number[]) => (x! < 0.1 ? Number.NaN : x!),
      start: [2],
      at: [0.1],
    },
  ])('$name', ({ f, start, at }) => {
    nelderMead(f, start).at.forEach((x, i) => expect(x).toBeCloseTo(at[i]!, 3));
  });
});

describe('a sample', () => {
  const weights = Float32Array.of(2, 0, -1, 0.001, 0, 0);
  const stream = createStreams(0).stream('units');

  test('is scaled, cut and sorted by unit; a unit without weights is left out', () => {
    const { values, units } = sampleWeights(weights, { units: 2, stream });
    expect([...values]).toEqual([1, 0.5]);
    expect(units).toHaveLength(1);
  });

  test('of some units is the same for the same seed', () => {
    const many = createStreams(0).stream('w').fillUniform(new Float32Array(400), 0, 1);
    const draw = (): number[] => [
      ...sampleWeights(many, { units: 20, most: 5, stream: createStreams(7).stream('units') }).values,
    ];
    expect(draw()).toEqual(draw());
    expect(draw().length).toBeLessThanOrEqual(100);
  });

  test('its figures are distributions', () => {
    const many = createStreams(0).stream('w').fillUniform(new Float32Array(4000), 0, 1);
    const sample = sampleWeights(many, { units: 20, stream });
    const density = logBinnedDensity(sample, 20);
    const width = Math.log(1 / sample.low) / 20;
    const total = density.reduce((sum, { x, y }) => sum + y * 2 * x * Math.sinh(width / 2), 0);
    expect(total).toBeCloseTo(1, 6);
    const ccdf = complementaryCdf(sample, 30);
    ccdf.slice(1).forEach(({ y }, i) => expect(y).toBeLessThanOrEqual(ccdf[i]!.y));
    // Uniform weights against the uniform distribution lie on the diagonal.
    for (const { x, y } of quantiles(sample, (value) => (value - 0.005) / 0.995, 20))
      expect(Math.abs(x - y)).toBeLessThan(0.05);
  });
});
