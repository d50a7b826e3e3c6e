import {
  bimodalityCoefficient,
  complementaryCdf,
  connectivity,
  deepestValley,
  fitFamilies,
  logBinnedDensity,
  logSpaced,
  quantiles,
  sampleWeights,
  sparsity,
  vuong,
  type CurvePoint,
  type Fit,
  type FittedParameters,
  type Scale,
  type Valley,
} from '@hebbench/analysis';
import type { Streams } from '@hebbench/core';
import { kernelsByUnit } from '@hebbench/nn';
import type { Score, ScoreContext } from '../../suite.ts';
import { dalesLaw } from '../common/dales-law.ts';

/** Shares of the scale below which a weight counts as absent; the paper takes 0.005. */
export const THRESHOLDS = [0.0025, 0.005, 0.01] as const;
/** What weights are measured against; the paper takes the maximum. */
export const SCALES: readonly Scale[] = ['maximum', 'quantile-99.9'];

/** Units whose weights are fitted: this many at random, or all of a layer that has no more. */
export const FITTED_UNITS = 300;
const DENSITY_BINS = 40;
const CURVE_POINTS = 60;

/** A fitted family in a record; records of before fits named their limits hold what the search ended at. */
export interface StoredFit extends FittedParameters {
  readonly family: string;
  readonly aic: number;
  readonly ks: number;
  /** Against the best family by AIC; missing for that one itself. */
  readonly behind?: Distance;
}

/** Mean log-likelihood ratio of a weight, the best family's minus another's. */
export interface Distance {
  readonly mean: number;
  /** 95 % interval of it; missing where there are too few units. */
  readonly ci95?: readonly [low: number, high: number];
}

/** One way of scaling and cutting the weights, and what fits them then. */
export interface StoredReading {
  readonly scale: Scale;
  readonly threshold: number;
  /** Share of absent weights, in [0, 1]. */
  readonly sparsity: number;
  readonly weights: number;
  /** Sarle's coefficient. */
  readonly bimodality?: number;
  /** Between two peaks of the density; `null` if it has one. Missing without fits, and in older records. */
  readonly valley?: Valley | null;
  /** Best first by AIC; empty if there is nothing to fit. */
  readonly fits: readonly StoredFit[];
  /** Why there are no fits. */
  readonly reason?: string;
}

/** What the figure shows of a network, for the paper's way of scaling and cutting. */
export interface StoredCurves {
  readonly density: readonly CurvePoint[];
  readonly ccdf: readonly CurvePoint[];
  /** Fitted densities by family. */
  readonly fitted: Readonly<Record<string, readonly CurvePoint[]>>;
  /** Quantiles of the weights against those of the lognormal fit. */
  readonly quantiles: readonly CurvePoint[];
}

/** Looks at the weights of the first hidden layer. */
export function score({ model, streams }: ScoreContext): Score {
  const { values, units } = kernelsByUnit(model, 1);
  const readings: StoredReading[] = [];
  let curves: StoredCurves | undefined;
  for (const scale of SCALES) {
    for (const threshold of THRESHOLDS) {
      const reading = read(values, units, scale, threshold, streams);
      readings.push(reading.stored);
      if (scale === 'maximum' && threshold === 0.005) curves = reading.curves;
    }
  }
  const connected = connectivity(values, units, 0.005);
  return {
    metrics: {
      sparsity: 100 * sparsity(values, 0.005),
      connectivity: 100 * connected.mean,
      silentUnits: 100 * connected.silent,
      dalesLaw: 100 * dalesLaw(model),
      largestWeight: values.reduce((max, w) => Math.max(max, w), 0),
    },
    details: { readings, ...(curves && { curves }) },
  };
}

function read(
  weights: Float32Array,
  units: number,
  scale: Scale,
  threshold: number,
  streams: Streams,
): { stored: StoredReading; curves: StoredCurves | undefined } {
  const sample = sampleWeights(weights, {
    units,
    scale,
    threshold,
    most: FITTED_UNITS,
    // The same units in every reading.
    stream: streams.stream('units'),
  });
  const bimodality = bimodalityCoefficient(sample.values);
  const base = {
    scale,
    threshold,
    sparsity: sparsity(weights, threshold, scale),
    weights: sample.values.length,
    ...(bimodality !== undefined && { bimodality }),
  };
  const found = fitFamilies(sample);
  if (!('fits' in found)) return { stored: { ...base, fits: [], reason: found.reason }, curves: undefined };
  const [best] = found.fits;
  const fits = found.fits.map((fit): StoredFit => {
    const stored = storedFit(fit);
    if (fit === best) return stored;
    const { meanRatio, ci95 } = vuong(best!, fit, sample, streams.stream('bootstrap'));
    return { ...stored, behind: { mean: meanRatio, ...(ci95 && { ci95 }) } };
  });
  const valley = deepestValley(sample, streams.stream('valley')) ?? null;
  const lognormal = found.fits.find(({ family }) => family === 'lognormal')!;
  const curves: StoredCurves = {
    density: rounded(logBinnedDensity(sample, DENSITY_BINS)),
    ccdf: rounded(complementaryCdf(sample, CURVE_POINTS)),
    fitted: Object.fromEntries(found.fits.map((fit) => [fit.family, densityOf(fit, threshold)])),
    quantiles: rounded(quantiles(sample, lognormal.cdf, CURVE_POINTS)),
  };
  return { stored: { ...base, valley, fits }, curves };
}

function storedFit({ family, parameters, atBound, limits, becomes, aic, ks }: Fit): StoredFit {
  return {
    family,
    parameters,
    ...(atBound && { atBound }),
    ...(limits && { limits }),
    ...(becomes && { becomes }),
    aic,
    ks,
  };
}

function densityOf({ logDensity }: Fit, low: number): CurvePoint[] {
  return rounded(
    logSpaced(low, CURVE_POINTS)
      .map((x) => ({ x, y: Math.exp(logDensity(x)) }))
      .filter(({ y }) => y > 1e-6),
  );
}

function rounded(points: readonly CurvePoint[]): CurvePoint[] {
  const round = (value: number): number => Number(value.toPrecision(5));
  return points.map(({ x, y }) => ({ x: round(x), y: round(y) }));
}
