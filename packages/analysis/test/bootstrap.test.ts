import { createStreams } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from '../src/bootstrap.ts';
import { deepestValley, LEAST_UNITS, vuong, type WeightSample } from '../src/index.ts';
import { fitsOf, LOW, normalFrom, sampleFrom } from './samples.ts';

describe('intervals', () => {
  test('are symmetric: those of the opposite statistic are the opposite ones', () => {
    const values = createStreams(3).stream('values').fillNormal(new Float32Array(40), 0, 1);
    const intervalOf = (sign: number): readonly [number, number] =>
      bootstrapInterval(
        values.length,
        (chosen) => chosen.reduce((sum, unit) => sum + sign * values[unit]!, 0),
        createStreams(0).stream('bootstrap'),
      )!;
    const [low, high] = intervalOf(1);
    expect(intervalOf(-1)).toEqual([-high, -low]);
    expect(low).toBeLessThan(high);
  });

  test.each([0, 1, LEAST_UNITS - 1])(
    'need more than %d units: without one, no family is favoured',
    (units) => {
      const normal = normalFrom(createStreams(4).stream('draws'));
      const whole = sampleFrom(() => Math.exp(-2 + 0.5 * normal()));
      const fits = fitsOf(whole);
      const few = sampleFrom(() => Math.exp(-2 + 0.5 * normal()), { units, each: 60 });
      const stream = createStreams(0).stream('bootstrap');
      const result = vuong(fits.get('lognormal')!, fits.get('exponential')!, few, stream);
      expect(result).toEqual({ meanRatio: expect.any(Number) as number, favours: undefined });
      expect(Number.isFinite(result.meanRatio)).toBe(true);
    },
  );
});

describe('the valley between two peaks', () => {
  const stream = createStreams(5).stream('draws');
  const normal = normalFrom(stream);
  const valleyOf = (draw: () => number, size: { units: number; each: number }) =>
    deepestValley(sampleFrom(draw, size), createStreams(0).stream('valley'));
  const twoPeaks = (): number =>
    stream.uniform() < 0.5 ? LOW ** stream.uniform() * 0.5 : 0.25 + 0.03 * normal();

  test('is found where it is, and clear of 0', () => {
    const { at, depth, ci95 } = valleyOf(twoPeaks, { units: 100, each: 100 })!;
    expect(at[0]).toBeLessThan(0.01);
    expect(at[1]).toBeGreaterThan(0.08);
    expect(at[1]).toBeLessThan(0.2);
    expect(at[2]).toBeCloseTo(0.25, 1);
    expect(depth).toBeGreaterThan(0.4);
    expect(ci95![0]).toBeGreaterThan(0.3);
    expect(ci95![1]).toBeLessThan(1);
  });

  test.each([
    { name: 'a lognormal', draw: () => Math.exp(-3 + normal()) },
    { name: 'a uniform distribution', draw: () => stream.uniform() },
    { name: 'a power law', draw: () => LOW * (1 - stream.uniform()) ** -1 },
    {
      name: 'a few weights in a tail',
      draw: () => (stream.uniform() < 0.01 ? 0.9 : Math.exp(-3 + 0.5 * normal())),
    },
  ])('is not clear of 0 for $name', ({ draw }) => {
    for (let repeat = 0; repeat < 5; repeat++) {
      const valley = valleyOf(draw, { units: 60, each: 50 });
      // An interval of 95 %, and 0.1 of a peak beyond it.
      if (valley) expect(valley.ci95![0]).toBeLessThan(0.1);
    }
  });

  test('has no interval where units are few', () => {
    const valley = valleyOf(twoPeaks, { units: 2 * LEAST_UNITS - 2, each: 100 })!;
    expect(valley.depth).toBeGreaterThan(0.3);
    expect(valley.ci95).toBeUndefined();
  });

  test.each([{ units: [] }, { units: [Float64Array.of(0.1)] }])(
    'is none of $units.length units',
    ({ units }) => {
      const none: WeightSample = {
        low: LOW,
        units,
        values: Float64Array.from(units.flatMap((unit) => [...unit])),
      };
      expect(deepestValley(none, createStreams(0).stream('valley'))).toBeUndefined();
    },
  );
});
