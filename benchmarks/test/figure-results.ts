import type { RobustnessPoint } from '@hebbench/attacks';
import type { Cell, RunRecord } from '@hebbench/core';
import type { Suite, SuiteResults } from '../src/suite.ts';
import type { StoredReading } from '../src/suites/figure3/score.ts';
import { experimentOf } from '../src/suites/figure4/cells.ts';
import { exampleRecord } from './example-record.ts';

export const kernels = {
  shape: { height: 2, width: 2, channels: 1 },
  units: [0, 5],
  scale: 0.1,
  pixels: Buffer.from([0, 255, 0, 128, 1, 2, 3, 4]).toString('base64'),
};

export function reading(scale: StoredReading['scale'], threshold: number): StoredReading {
  return {
    scale,
    threshold,
    sparsity: 0.91,
    weights: 1000,
    bimodality: 0.6,
    fits: [
      { family: 'lognormal', parameters: { μ: -2, σ: 0.5 }, aic: -3, ks: 0.02 },
      {
        family: 'exponential',
        parameters: { τ: 0.1 },
        aic: -2,
        ks: 0.2,
        behind: { mean: 0.5, ci95: [0.4, 0.6] },
      },
    ],
  };
}

export const line = [0.01, 0.1, 1].map((x) => ({ x, y: x }));
const curves = {
  density: line,
  ccdf: [
    { x: 0.01, y: 1 },
    { x: 0.1, y: 0.1 },
  ],
  fitted: Object.fromEntries(
    ['lognormal', 'exponential', 'weibull', 'exponential-power', 'gamma'].map((family) => [family, line]),
  ),
  quantiles: line,
};

export function point(epsilon: number, trustworthy: boolean): RobustnessPoint {
  return {
    epsilon,
    fgsm: 70,
    pgd: 60,
    pgdOnce: 61,
    square: 65,
    transfer: 80,
    zeroGradientShare: trustworthy ? 0 : 0.4,
    trustworthy,
    reason: trustworthy ? '' : '40 % of the input gradients are exactly zero',
  };
}

/** A made-up record of a cell: numbers that the report must show. */
export function record(cell: Cell, seed: number): RunRecord {
  const details: Record<string, unknown> = {
    figure2: { kernels },
    figure3: {
      readings: ['maximum', 'quantile-99.9'].flatMap((scale) =>
        [0.0025, 0.005, 0.01].map((threshold) => reading(scale as StoredReading['scale'], threshold)),
      ),
      curves,
    },
    figure4: /^(attacks|joint)$/.test(experimentOf(cell))
      ? { robustness: [point(0.05, true), point(0.1, cell.rule !== 'krotov-hopfield')] }
      : { fewShot: [{ shots: 1, accuracies: [49, 50, 51, 50 + seed], nearest: [39, 41, 40, 40] }] },
  }[cell.suite] as Record<string, unknown>;
  return {
    ...exampleRecord(cell, seed, 90),
    metrics: { scale: 0.1, sparsity: 91, connectivity: 9, dalesLaw: 100, clean: 95 },
    details,
  };
}

export function results(suite: Suite, data: SuiteResults['data'] = 'real'): SuiteResults {
  const cells = suite.cells('quick', { rules: [], seeds: 2 });
  return {
    scale: 'quick',
    data,
    cells,
    records: cells
      // Those have tests of their own.
      .filter((cell) => !experimentOf(cell).match(/-(?:readings|budgets)$/))
      .flatMap((cell) => cell.seeds.map((seed) => record(cell, seed))),
  };
}

export async function text(suite: Suite, given: SuiteResults, name: string): Promise<string> {
  return String((await suite.report(given)).get(name));
}
