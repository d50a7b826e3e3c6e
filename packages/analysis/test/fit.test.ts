import { createStreams } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { FAMILIES, fitFamilies, ksDistance, sampleWeights, vuong, type WeightSample } from '../src/index.ts';
import { fitsOf, LOW } from './samples.ts';

/** Draws from a family on [LOW, 1] by rejection, 100 units of 60 weights. */
function drawFrom(name: string, parameters: readonly number[], seed: number): WeightSample {
  const { logDensity } = FAMILIES.find((family) => family.name === name)!;
  const stream = createStreams(seed).stream('draws');
  const logs = Array.from(
    { length: 2000 },
    (_, i) => logDensity(LOW ** (1 - i / 1999), parameters) + Math.log(LOW ** (1 - i / 1999)),
  );
  const bound = Math.max(...logs);
  // Proposals are uniform in ln x, so the density carries a factor x.
  const draw = (): number => {
    for (;;) {
      const x = LOW ** stream.uniform();
      if (Math.log(stream.uniform()) < logDensity(x, parameters) + Math.log(x) - bound) return x;
    }
  };
  const units = Array.from({ length: 100 }, () => Float64Array.from({ length: 60 }, draw));
  return { low: LOW, units, values: Float64Array.from(units.flatMap((unit) => [...unit])) };
}

const CASES = [
  { family: 'lognormal', parameters: [-2.5, 0.6], tolerance: [0.05, 0.05] },
  { family: 'weibull', parameters: [2.5, 0.3], tolerance: [0.12, 0.02] },
  { family: 'exponential-power', parameters: [0.4, 3], tolerance: [0.02, 0.3] },
  { family: 'gamma', parameters: [4, 0.04], tolerance: [0.3, 0.004] },
  { family: 'exponential', parameters: [0.1], tolerance: [0.006] },
  { family: 'half-normal', parameters: [0.2], tolerance: [0.01] },
  { family: 'power-law', parameters: [1.5], tolerance: [0.05] },
] as const;

describe.each(CASES)('weights from $family', ({ family, parameters, tolerance }) => {
  const sample = drawFrom(family, parameters, 3);
  const fits = fitsOf(sample);
  const own = fits.get(family)!;

  test('its parameters are recovered', () => {
    expect(own.atBound).toBeUndefined();
    Object.values(own.parameters).forEach((value, i) => {
      expect(Math.abs(value - parameters[i]!), `parameter ${i}: ${value}`).toBeLessThan(tolerance[i]!);
    });
  });

  test('it is close, and no family is clearly closer', () => {
    // 1.36/√n is the 5 % limit of the KS distance.
    expect(own.ks).toBeLessThan(1.36 / Math.sqrt(sample.values.length));
    const best = [...fits.values()].toSorted((a, b) => a.aic - b.aic)[0]!;
    const { favours } = vuong(best, own, sample, createStreams(0).stream('bootstrap'));
    // A family that contains this one may be as close, never closer beyond chance.
    expect([undefined, family]).toContain(favours);
  });

  test('its density is normalised', () => {
    const points = Array.from({ length: 4001 }, (_, i) => LOW ** (1 - i / 4000));
    const total = points
      .slice(1)
      .reduce(
        (sum, x, i) =>
          sum + ((Math.exp(own.logDensity(x)) + Math.exp(own.logDensity(points[i]!))) / 2) * (x - points[i]!),
        0,
      );
    expect(total).toBeCloseTo(1, 2);
    expect(own.cdf(LOW)).toBe(0);
    expect(own.cdf(1)).toBe(1);
  });
});

test('families that are far apart are told apart', () => {
  const sample = drawFrom('lognormal', [-2.5, 0.6], 5);
  const fits = fitsOf(sample);
  for (const other of ['exponential', 'half-normal', 'power-law', 'exponential-power']) {
    const result = vuong(
      fits.get('lognormal')!,
      fits.get(other)!,
      sample,
      createStreams(0).stream('bootstrap'),
    );
    expect(result.favours).toBe('lognormal');
    expect(result.meanRatio).toBeGreaterThan(0);
    const opposite = vuong(
      fits.get(other)!,
      fits.get('lognormal')!,
      sample,
      createStreams(0).stream('bootstrap'),
    );
    expect(opposite.favours).toBe('lognormal');
  }
});

test('the bootstrap draws whole units: weights that resemble others of their unit widen the interval', () => {
  const sample = drawFrom('lognormal', [-2.5, 0.6], 7);
  const fits = fitsOf(sample);
  const size = sample.units[0]!.length;
  const inUnits = (values: Float64Array): WeightSample => ({
    ...sample,
    units: sample.units.map((_, i) => values.slice(i * size, (i + 1) * size)),
  });
  const width = (given: WeightSample): number => {
    const stream = createStreams(0).stream('bootstrap');
    const { ci95, meanRatio } = vuong(fits.get('lognormal')!, fits.get('exponential')!, given, stream);
    // The same weights have the same mean, however they are dealt out.
    expect(meanRatio).toBeCloseTo(overall, 9);
    return ci95![1] - ci95![0];
  };
  const overall = vuong(
    fits.get('lognormal')!,
    fits.get('exponential')!,
    sample,
    createStreams(0).stream('bootstrap'),
  ).meanRatio;
  expect(width(inUnits(sample.values.toSorted()))).toBeGreaterThan(3 * width(inUnits(sample.values)));
});

test('every fit is finite, also where a family only comes near the weights in its limit', () => {
  for (const [name, parameters] of [
    ['power-law', [2.5]],
    ['power-law', [0.2]],
    ['lognormal', [-1, 0.05]],
  ] as const)
    for (const fit of fitsOf(drawFrom(name, parameters, 2)).values())
      for (const value of [fit.aic, fit.ks, fit.logLikelihood, ...Object.values(fit.parameters)])
        expect(Number.isFinite(value), `${fit.family} on ${name}`).toBe(true);
});

test('a family against itself favours none', () => {
  const sample = drawFrom('exponential', [0.2], 1);
  const own = fitsOf(sample).get('exponential')!;
  expect(vuong(own, own, sample, createStreams(0).stream('bootstrap')).favours).toBeUndefined();
});

test('an untrained, uniform layer is fitted well by a truncated lognormal: a good fit alone says little', () => {
  const weights = createStreams(0)
    .stream('w')
    .fillUniform(new Float32Array(200 * 100), 0.01, 0.1);
  const sample = sampleWeights(weights, { units: 200, stream: createStreams(0).stream('units') });
  expect(fitsOf(sample).get('lognormal')!.ks).toBeLessThan(0.06);
});

describe('where there is nothing to fit, it says so', () => {
  test.each([
    { name: 'all zero', weights: new Float32Array(100), says: 'only 0 weights' },
    { name: 'tiny', weights: Float32Array.of(1, 0.5), says: 'only 2 weights' },
    {
      name: 'all the same',
      weights: new Float32Array(100).fill(0.3),
      says: 'all weights above the threshold are the same',
    },
  ])('$name', ({ weights, says }) => {
    const found = fitFamilies(sampleWeights(weights, { units: 2, stream: createStreams(0).stream('units') }));
    expect('reason' in found && found.reason).toContain(says);
  });
});

test('the KS distance of a sample to its own steps', () => {
  expect(ksDistance(Float64Array.of(0.25, 0.75), (x) => x)).toBeCloseTo(0.25);
  expect(ksDistance(Float64Array.of(0.9, 0.95), (x) => x)).toBeCloseTo(0.9);
});
