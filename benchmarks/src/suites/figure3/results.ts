import type { Cell } from '@hebbench/core';
import { aggregate, metric, type CellResult, type Summary } from '@hebbench/report';
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
      return {
        network: networkTitle(result.cell),
        cell: result.cell,
        seeds: result.records.length,
        ...metricsOf(result),
        readings,
        curves,
        printed: readings.find(({ scale, threshold }) => scale === 'maximum' && threshold === 0.005)!,
      };
    });
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
