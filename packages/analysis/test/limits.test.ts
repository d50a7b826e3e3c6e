import { createStreams, type RandomStream } from '@hebbench/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAMILIES, nelderMead, type WeightSample } from '../src/index.ts';
import { fitsOf, LOW, normalFrom, sampleFrom } from './samples.ts';

/** Weights of many shapes: falling, rising, with one peak and with two. */
function draws(shape: number, exponent: number, stream: RandomStream): () => number {
  const normal = normalFrom(stream);
  return [
    () => LOW * (1 - stream.uniform()) ** (-1 / exponent),
    () => stream.uniform() ** (1 / exponent),
    () => Math.exp(-exponent + 0.5 * normal()),
    () => (stream.uniform() < 0.5 ? Math.exp(-4 + 0.2 * normal()) : Math.exp(-1 + 0.1 * normal())),
  ][shape]!;
}

/** Families that hold others: all of their members, or these as their limit. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  lognormal: ['power-law'],
  weibull: ['power-law', 'exponential'],
  gamma: ['power-law', 'exponential'],
  'exponential-power': ['power-law', 'exponential', 'half-normal'],
};

test('a family is never further from the weights than one that it holds, but for its parameters', () => {
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.double({ min: 0.2, max: 4, noNaN: true }),
      fc.nat(1000),
      (shape, exponent, seed) => {
        const sample = sampleFrom(draws(shape, exponent, createStreams(seed).stream('draws')));
        const fits = fitsOf(sample);
        for (const [holder, held] of Object.entries(HELD))
          for (const name of held) {
            const other = fits.get(name)!;
            // Of the power laws, it has those that fall.
            if (holder === 'exponential-power' && other.parameters['α']! <= 0) continue;
            const most = other.aic + 2 / sample.values.length + 1e-7;
            expect(fits.get(holder)!.aic, `${holder} against ${name}`).toBeLessThanOrEqual(most);
          }
      },
    ),
    { numRuns: 8 },
  );
});

/** Mean log-likelihood on [LOW, 1], by a quadrature of its own. */
function meanLogLikelihood({ values }: WeightSample, logDensity: (log: number) => number): number {
  const points = 3000;
  const step = -Math.log(LOW) / points;
  let integral = 0;
  for (let i = 0; i < points; i++) {
    const log = Math.log(LOW) + (i + 0.5) * step;
    integral += step * Math.exp(log + logDensity(log));
  }
  return values.reduce((sum, x) => sum + logDensity(Math.log(x)), 0) / values.length - Math.log(integral);
}

describe.each([
  { name: 'a Pareto distribution', shape: 0, exponent: 1.36 },
  { name: 'two peaks', shape: 3, exponent: 1 },
])('weights from $name', ({ shape, exponent }) => {
  const sample = sampleFrom(draws(shape, exponent, createStreams(4).stream('draws')));
  const fits = fitsOf(sample);

  test.each(['exponential-power', 'weibull'])('no exponent of %s is more likely than its fit', (name) => {
    for (const each of [0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 4, 8, 15, 30, 60]) {
      const slope = name === 'weibull' ? each - 1 : 0;
      const { value } = nelderMead(
        ([factor]) =>
          -meanLogLikelihood(
            sample,
            // Scaled where the weights are, so that the factor is of order 1.
            (log) => slope * log - (Math.exp(factor!) * Math.expm1(each * (log + 1))) / each,
          ),
        [0],
      );
      expect(fits.get(name)!.logLikelihood, `exponent ${each}`).toBeGreaterThan(-value - 1e-5);
    }
  });
});

describe('a family without a member that fits best is its limit, and says so', () => {
  const sampleOf = (draw: (stream: RandomStream) => () => number, seed: number): WeightSample =>
    sampleFrom(draw(createStreams(seed).stream('draws')), { each: 50 });

  test('weights that rise, and ever more steeply', () => {
    const fits = fitsOf(
      sampleOf((stream) => {
        const [steep, less] = [draws(1, 4, stream), draws(1, 0.7, stream)];
        return () => (stream.uniform() < 0.7 ? steep() : less());
      }, 1),
    );
    for (const [name, parameter] of [
      ['exponential', 'τ'],
      ['half-normal', 'σ'],
    ] as const) {
      const fit = fits.get(name)!;
      expect(fit).toMatchObject({ atBound: true, becomes: 'uniform', limits: { [parameter]: '∞' } });
      expect(fit.parameters).toEqual({});
      expect(fit.logLikelihood).toBeCloseTo(-Math.log(1 - LOW), 4);
    }
    expect(fits.get('weibull')!).toMatchObject({ becomes: 'power-law', limits: { λ: '∞' } });
    expect(fits.get('lognormal')!.limits).toEqual({ μ: '∞', σ: '∞' });
    const { k } = fits.get('gamma')!.parameters;
    expect(k).toBeCloseTo(1 - fits.get('power-law')!.parameters['α']!, 9);
  });

  test('weights that fall more steeply near the end than any stretched exponential', () => {
    // A power law, and above it a few weights more.
    const fits = fitsOf(
      sampleOf((stream) => {
        const power = draws(0, 1.5, stream);
        return () => (stream.uniform() < 0.02 ? stream.uniform() : power());
      }, 2),
    );
    const { logLikelihood } = fits.get('power-law')!;
    for (const [name, limits] of [
      ['exponential-power', { τ: '0', β: '0' }],
      ['weibull', { k: '0', λ: '0' }],
      ['lognormal', { μ: '−∞', σ: '∞' }],
    ] as const) {
      expect(fits.get(name)).toMatchObject({ atBound: true, becomes: 'power-law', limits });
      expect(fits.get(name)!.logLikelihood).toBe(logLikelihood);
    }
  });

  test('weights that end all at once', () => {
    const fit = fitsOf(sampleOf((stream) => () => 0.5 * stream.uniform(), 3)).get('exponential-power')!;
    expect(fit).toMatchObject({ atBound: true, becomes: 'uniform-to-largest', limits: { β: '∞' } });
    expect(fit.parameters['τ']).toBeCloseTo(0.5, 2);
    expect(fit.ks).toBeLessThan(0.04);
    expect(Math.exp(fit.logDensity(0.3))).toBeCloseTo(1 / (fit.parameters['τ']! - LOW), 4);
    expect(fit.logDensity(0.6)).toBe(-Infinity);
    expect(fit.cdf(0.6)).toBe(1);
  });
});

test('a family is searched as it is written: both densities differ by a constant', () => {
  const moments = { logMean: -2, logSd: 0.7 };
  for (const family of FAMILIES) {
    const search = family.search(moments);
    for (const start of search.starts) {
      const difference = (x: number): number =>
        search.logDensity(start)((Math.log(x) - moments.logMean) / moments.logSd) -
        family.logDensity(x, search.parameters(start));
      const expected = difference(0.1);
      for (const x of [0.01, 0.05, 0.3, 0.6]) expect(difference(x)).toBeCloseTo(expected, 6);
    }
  }
});
