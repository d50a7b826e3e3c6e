import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareCells,
  holm,
  holmWithin,
  LEAST_VALUES_FOR_TEST,
  pairedTest,
  summarise,
  welchTest,
} from '../src/index.ts';
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
  });

  test.each([
    { name: 'of one', differences: [1] },
    { name: 'of two', differences: [1, 1.1] },
    // Accuracies are multiples of 1/n for n images: equal differences of a few seeds are no evidence.
    { name: 'of two, equal', differences: [0.01, 0.01] },
    { name: 'of three, equal', differences: [2, 2, 2] },
    { name: 'of three, equal but for rounding', differences: [94.1 - 93.9, 94.6 - 94.4, 94.3 - 94.1] },
    { name: 'with a value missing', differences: [1, Number.NaN, 2, 3] },
  ])('the paired test has no p for differences $name', ({ differences }) => {
    expect(pairedTest(differences)).toBeUndefined();
  });

  test('differences that scatter little, but more than rounding, have a p', () => {
    expect(pairedTest([0.2, 0.2, 0.21])).toBeLessThan(0.001);
  });

  test('Welch’s test agrees with a worked example', () => {
    // t = −4.5/√(5/12 + 2) = −2.8947, df = 5.5205; p by numerical integration of the density.
    expect(welchTest([1, 2, 3, 4], [3, 5, 7, 9, 11])).toBeCloseTo(0.03029, 4);
    expect(welchTest([2, 2, 2], [2, 2, 2])).toBe(1);
  });

  test.each([
    { name: 'one value', a: [1], b: [2, 3, 4] },
    { name: 'two values', a: [2, 3, 4], b: [1, 2] },
    { name: 'samples without scatter', a: [90, 90, 90], b: [91, 91, 91] },
    { name: 'a value missing', a: [1, 2, 3], b: [1, Number.NaN, 2] },
  ])('Welch’s test has no p for $name', ({ a, b }) => {
    expect(welchTest(a, b)).toBeUndefined();
  });

  test('a p is a probability or missing, whatever the values', () => {
    const anything = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, 1, 1 + 1e-15, 1e-200, 1e200)), {
      maxLength: 6,
    });
    const expectProbability = (p: number | undefined, ...samples: readonly (readonly number[])[]): void => {
      if (samples.some(({ length }) => length < LEAST_VALUES_FOR_TEST)) expect(p).toBeUndefined();
      if (p === undefined) return;
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    };
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expectProbability(pairedTest(a), a);
        expectProbability(welchTest(a, b), a, b);
      }),
    );
  });

  test('families of comparisons are corrected by themselves, in their order', () => {
    const found = [0.01, 0.02, 0.04, undefined, 0.03];
    const families = ['own', 'beside', 'own', 'own', 'beside'];
    expect(holmWithin(found, families)).toEqual([0.02, 0.04, 0.04, undefined, 0.04]);
    const one = found.map(() => 'one');
    expect(holmWithin(found, one)).toEqual(holm(found));
    expect(holmWithin([], [])).toEqual([]);
  });

  test('Holm’s correction agrees with a worked example, and keeps the order', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([undefined, 0.5, 0.9])).toEqual([undefined, 1, 1]);
    expect(holm([Number.NaN, 0.001, 0.5])).toEqual([undefined, 0.002, 0.5]);
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

  const records = (cell: string, accuracies: Readonly<Record<number, number>>): RunRecord[] =>
    Object.entries(accuracies).map(([seed, accuracy]) => record(cell, Number(seed), accuracy));

  test('are compared by seed where both have seeds', () => {
    const a = [...records('x', { 0: 90, 1: 92, 2: 95 }), record('y', 0, 50), record('z', 0, 1)];
    const b = [...records('x', { 2: 96.5, 1: 93, 0: 90.5 }), ...records('y', { 0: 40, 1: 44 })];
    const [x, y, ...rest] = compareCells(a, b);
    expect(x).toMatchObject({ cell: 'x', difference: 1, paired: true });
    // Differences 0.5, 1, 1.5: t = 1/(0.5/√3) = 3.4641, df = 2.
    expect(x!.p).toBeCloseTo(0.07418, 4);
    expect(y).toMatchObject({ cell: 'y', meanB: 40, difference: -10, paired: true, p: undefined });
    expect(rest).toEqual([]);
  });

  test('are compared over the seeds that both have, and as independent only where there is none', () => {
    const a = records('x', { 0: 90, 1: 92, 2: 95, 3: 60 });
    const [some] = compareCells(a, records('x', { 0: 90.5, 1: 93, 2: 96.5, 4: 20 }));
    expect(some).toMatchObject({ difference: 1, paired: true });
    expect(some!.p).toBeCloseTo(0.07418, 4);
    const [two] = compareCells(a, records('x', { 0: 90.5, 1: 93, 4: 20, 5: 21 }));
    expect(two).toMatchObject({ difference: 0.75, paired: true, p: undefined });
    const [none] = compareCells(
      records('x', { 0: 1, 1: 2, 2: 3, 3: 4 }),
      records('x', { 4: 3, 5: 5, 6: 7, 7: 9, 8: 11 }),
    );
    expect(none).toMatchObject({ difference: 4.5, paired: false });
    expect(none!.p).toBeCloseTo(0.03029, 4);
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
