import type { RandomStream } from '@hebbench/core';
import { fitFamilies, type Fit, type WeightSample } from '../src/index.ts';

/** Where the samples of tests are cut. */
export const LOW = 0.005;

/** Values of `draw` within [LOW, 1], dealt out to units. */
export function sampleFrom(draw: () => number, { units = 40, each = 10 } = {}): WeightSample {
  const within = (): number => {
    for (;;) {
      const x = draw();
      if (x >= LOW && x <= 1) return x;
    }
  };
  const dealt = Array.from({ length: units }, () => Float64Array.from({ length: each }, within));
  return { low: LOW, units: dealt, values: Float64Array.from(dealt.flatMap((unit) => [...unit])) };
}

/** Draws from N(0, 1). */
export function normalFrom(stream: RandomStream): () => number {
  return () => stream.fillNormal(new Float32Array(1), 0, 1)[0]!;
}

/** The fits of a sample by family. */
export function fitsOf(sample: WeightSample): Map<string, Fit> {
  const found = fitFamilies(sample);
  if (!('fits' in found)) throw new Error(found.reason);
  return new Map(found.fits.map((fit) => [fit.family, fit]));
}
