import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCells, holm, pairedTest, summarise, welchTest } from '../src/index.ts';
import type { RunRecord } from '@hebbench/core';

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 });

describe('summarise', () => {
  test.each([
    { sample: [], expected: undefined },
    { sample: [4], expected: { count: 1, mean: 4 } },
  ])('of $sample', ({ sample, expected }) => {
    expect(summarise(sample)).toEqual(expected);
  });

  test('agrees with tables of the t distribution', () => {
    // sd = √2.5; t(0.975, 4) = 2.776445.
    const { mean, sd, ci95 } = summarise([1, 2, 3, 4, 5])!;
    expect(mean).toBe(3);
    expect(sd).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(ci95![1] - 3).toBeCloseTo((2.776445 * Math.sqrt(2.5)) / Math.sqrt(5), 5);
  });

  test('shifts with the sample and holds its mean', () => {
    fc.assert(
      fc.property(values, fc.double({ min: -10, max: 10, noNaN: true }), (sample, shift) => {
        const { mean, ci95 } = summarise(sample)!;
        expect(summarise(sample.map((value) => value + shift))!.mean).toBeCloseTo(mean + shift, 6);
        expect(ci95![0]).toBeLessThanOrEqual(mean);
        expect(ci95![1]).toBeGreaterThanOrEqual(mean);
      }),
    );
  });
});

describe('tests', () => {
  test('the paired test agrees with a worked example', () => {
    // Differences 1, 2, 3, 4, 5: t = 3/(√2.5/√5) = 4.2426, df = 4: p = 0.01324.
    expect(pairedTest([1, 2, 3, 4, 5])).toBeCloseTo(0.01324, 4);
    expect(pairedTest([0, 0, 0])).toBe(1);
    expect(pairedTest([2, 2, 2])).toBe(0);
    expect(pairedTest([1])).toBeUndefined();
  });

  test('Welch’s test agrees with a worked example', () => {
    // t = −4.5/√(5/12 + 2) = −2.8947, df = 5.5205; p by numerical integration of the density.
    expect(welchTest([1, 2, 3, 4], [3, 5, 7, 9, 11])).toBeCloseTo(0.03029, 4);
    expect(welchTest([1], [2, 3])).toBeUndefined();
  });

  test('Holm’s correction agrees with a worked example, and keeps the order', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([undefined, 0.5, 0.9])).toEqual([undefined, 1, 1]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 10 }), (p) => {
        holm(p).forEach((corrected, i) => expect(corrected).toBeGreaterThanOrEqual(p[i]!));
      }),
    );
  });
});

describe('cells', () => {
  const record = (
    cell: string,
    seed: number,
    accuracy: number,
    { scale = 'quick', origin = 'real', status = 'ok' } = {},
  ): RunRecord =>
    ({
      cell: { id: cell, scale },
      seed,
      status,
      metrics: { accuracy },
      provenance: { data: { origin } },
    }) as unknown as RunRecord;

  test('are compared by seed where both have the seeds', () => {
    const a = [record('x', 0, 90), record('x', 1, 92), record('y', 0, 50), record('z', 0, 1)];
    const b = [record('x', 1, 93), record('x', 0, 91), record('y', 0, 40), record('y', 1, 44)];
    const [x, y, ...rest] = compareCells(a, b);
    expect(x).toMatchObject({ cell: 'x', difference: 1, paired: true, p: 0 });
    expect(y).toMatchObject({ cell: 'y', difference: -8, paired: false, p: undefined });
    expect(rest).toEqual([]);
  });

  test.each([
    { name: 'of another scale', b: [record('x', 0, 1, { scale: 'paper' })], says: 'scale paper on real' },
    { name: 'on other images', b: [record('x', 0, 1, { origin: 'embedded' })], says: 'on embedded images' },
    { name: 'that the other has not', b: [record('y', 0, 1)], says: 'none of them in both' },
    { name: 'that failed', b: [record('x', 0, 1, { status: 'failed' })], says: '1 and 0 cells' },
    { name: 'of nothing', b: [], says: '1 and 0 cells' },
  ])('$name are not compared', ({ b, says }) => {
    expect(() => compareCells([record('x', 0, 90)], b)).toThrow(says);
  });
});
