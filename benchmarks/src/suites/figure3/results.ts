import type { Cell, RunRecord } from '@hebbench/core';
import { aggregate, metric, summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import type { StoredCurves, StoredFit, StoredReading } from './score.ts';

/** The weights of one network. */
export interface WeightsResult {
  readonly network: string;
  readonly cell: Cell;
  readonly seeds: number;
  readonly sparsity: Summary | undefined;
  readonly connectivity: Summary | undefined;
  readonly dalesLaw: Summary | undefined;
  /** Of the first seed, by scale and threshold. */
  readonly readings: readonly StoredReading[];
  /** Of the first seed. */
  readonly curves: StoredCurves | undefined;
  /** The paper's reading of the first seed: scaled to the maximum, cut at 0.005. */
  readonly printed: StoredReading;
  /** The paper's reading of every seed. */
  readonly printedBySeed: readonly StoredReading[];
}

/** All finished networks. */
export function weightsResults({ cells, records }: SuiteResults): WeightsResult[] {
  return aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result) => {
      const { readings, curves } = result.records[0]!.details as {
        readings: StoredReading[];
        curves?: StoredCurves;
      };
      const printedBySeed = result.records.map(({ details }) =>
        printedOf(details['readings'] as StoredReading[]),
      );
      return {
        network: networkTitle(result.cell),
        cell: result.cell,
        seeds: result.records.length,
        ...metricsOf(result),
        readings,
        curves,
        printed: printedBySeed[0]!,
        printedBySeed,
      };
    });
}

/** The paper's way of scaling and cutting. */
function printedOf(readings: readonly StoredReading[]): StoredReading {
  return readings.find(({ scale, threshold }) => scale === 'maximum' && threshold === 0.005)!;
}

/** A family's KS distance over the seeds that have a fit. */
export function ksOf({ printedBySeed }: WeightsResult, family: string): Summary | undefined {
  return summarise(printedBySeed.flatMap((reading) => fitOf(reading, family)?.ks ?? []));
}

/** The closest family by AIC, with the number of seeds where it is if they do not agree; `–` without a fit. */
export function closestFamily({ printedBySeed }: WeightsResult): {
  readonly family: string;
  readonly text: string;
} {
  const closest = printedBySeed.flatMap(({ fits }) => fits[0]?.family ?? []);
  const count = (family: string): number => closest.filter((each) => each === family).length;
  const [family = '–'] = closest.toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  const agreeing = count(family);
  return {
    family,
    text: agreeing === closest.length ? family : `${family} (${agreeing} of ${closest.length})`,
  };
}

function metricsOf(result: CellResult): Pick<WeightsResult, 'sparsity' | 'connectivity' | 'dalesLaw'> {
  return {
    sparsity: metric(result, 'sparsity'),
    connectivity: metric(result, 'connectivity'),
    dalesLaw: metric(result, 'dalesLaw'),
  };
}

/** A family's fit in a reading. */
export function fitOf({ fits }: StoredReading, family: string): StoredFit | undefined {
  return fits.find((fit) => fit.family === family);
}

/** What two reports of this figure are held against each other by: metrics, and how far each family is from the weights. */
export function comparedWeights({ metrics, details }: RunRecord): Record<string, number> {
  const readings = details['readings'] as StoredReading[] | undefined;
  const fits = readings?.length ? printedOf(readings).fits : [];
  return { ...metrics, ...Object.fromEntries(fits.map(({ family, ks }) => [`KS distance, ${family}`, ks])) };
}
