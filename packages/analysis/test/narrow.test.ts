import { createStreams } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { fitFamilies, sampleWeights, vuong } from '../src/index.ts';
import { fitsOf, normalFrom, sampleFrom } from './samples.ts';

describe.each([0.1, 0.004, 0.003, 1e-5])('weights with a standard deviation of %d in ln x', (sd) => {
  const normal = normalFrom(createStreams(1).stream('draws'));
  const sample = sampleFrom(() => 0.5 * Math.exp(sd * normal()));
  const fits = fitsOf(sample);
  const { values } = sample;
  const logs = values.map(Math.log).toSorted();
  const mean = logs.reduce((sum, log) => sum + log / logs.length, 0);
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2 / logs.length, 0));

  test('the lognormal is that of their logarithms: nothing is cut off', () => {
    const { parameters, logLikelihood } = fits.get('lognormal')!;
    expect(parameters['μ']! / mean).toBeCloseTo(1, 4);
    expect(parameters['σ']! / spread).toBeCloseTo(1, 2);
    expect(logLikelihood).toBeCloseTo(-mean - Math.log(spread) - 0.5 * Math.log(2 * Math.PI * Math.E), 3);
  });

  test('no family is more likely than a narrow density can be', () => {
    const most = -Math.log(0.4 * spread);
    for (const { logLikelihood } of fits.values()) expect(logLikelihood).toBeLessThan(most);
  });

  test('KS distances are those of the density itself', () => {
    const { ks, parameters } = fits.get('lognormal')!;
    let largest = 0;
    logs.forEach((log, i) => {
      const share = normalShare((log - parameters['μ']!) / parameters['σ']!);
      largest = Math.max(largest, Math.abs(share - i / logs.length), Math.abs(share - (i + 1) / logs.length));
    });
    expect(ks).toBeCloseTo(largest, 3);
    expect(ks).toBeLessThan(1.36 / Math.sqrt(logs.length));
  });

  test('the gamma density, which is nearly the lognormal here, is not told from it', () => {
    const stream = createStreams(0).stream('bootstrap');
    const { meanRatio } = vuong(fits.get('lognormal')!, fits.get('gamma')!, sample, stream);
    expect(Math.abs(meanRatio)).toBeLessThan(0.02);
  });
});

test('weights that differ by their rounding alone have no fit, and are told what is needed', () => {
  const weights = Float32Array.from({ length: 400 }, (_, i) => 0.3 * (1 + (i % 3) * 1e-7));
  const found = fitFamilies(sampleWeights(weights, { units: 4, stream: createStreams(0).stream('units') }));
  expect('reason' in found && found.reason).toMatch(
    /nearly the same: .* standard deviation of [\d.]+e-8; at least 0\.000001 is needed/,
  );
});

test('weights of any magnitude are fitted as the same weights in another unit', () => {
  const normal = normalFrom(createStreams(2).stream('draws'));
  const weights = Float32Array.from({ length: 600 }, () => Math.exp(-3 + normal()));
  const fitsIn = (unit: number): unknown => {
    const scaled = weights.map((w) => unit * w);
    const sample = sampleWeights(scaled, { units: 30, stream: createStreams(0).stream('units') });
    return [...fitsOf(sample).values()].map(({ family, parameters, aic, ks }) => ({
      family,
      parameters,
      aic,
      ks,
    }));
  };
  // Powers of 2 leave the digits as they are: about 1e-30 and 1e+30.
  for (const unit of [2 ** -100, 2 ** 100]) expect(fitsIn(unit)).toEqual(fitsIn(1));
});

/** Cumulative normal distribution, by Simpson's rule. */
function normalShare(z: number): number {
  const steps = 400;
  const from = -9;
  const step = (z - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++)
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-((from + i * step) ** 2) / 2);
  return ((sum * step) / 3) * (1 / Math.sqrt(2 * Math.PI));
}
