import { HebbenchError, type RunRecord } from '@hebbench/core';
import { holm, pairedTest, summarise, welchTest } from './statistics.ts';

/** A cell in two sets of records. */
export interface CellComparison {
  /** Id of the cell. */
  readonly cell: string;
  /** What is compared, see {@link ValuesOf}. */
  readonly metric: string;
  /** Over the seeds that are compared. */
  readonly meanA: number;
  /** Over the seeds that are compared. */
  readonly meanB: number;
  /** B − A */
  readonly difference: number;
  /** Of a t-test, corrected for the number of comparisons; missing where the seeds are too few or do not scatter. */
  readonly p?: number;
  /** Whether it compares the seeds that both have, in pairs; otherwise they have none in common. */
  readonly paired: boolean;
}

/** The numbers of a successful run that are compared, by what they are called. */
export type ValuesOf = (record: RunRecord) => Readonly<Record<string, number>>;

/**
 * Compares the cells that both sets have, by each number of their runs: over the seeds that both have, and as independent samples only
 * where there is no such seed. What is compared first in the cells comes first, with all of its cells.
 * @param valuesOf - what is compared. @defaultValue the metric `accuracy`
 * @throws {@link HebbenchError} `USAGE` if the records are of several scales, or of real and embedded images, or if
 * there is no such cell
 */
export function compareCells(
  a: readonly RunRecord[],
  b: readonly RunRecord[],
  valuesOf: ValuesOf = accuracyOf,
): CellComparison[] {
  const kinds = new Set(
    [...a, ...b].map(({ cell, provenance }) => `scale ${cell.scale} on ${provenance.data.origin} images`),
  );
  if (kinds.size > 1) {
    throw new HebbenchError('USAGE', 'These records are of different experiments.', {
      got: [...kinds].join('; '),
      expected: 'one scale, and either real or embedded images',
      fix: 'compare reports of the same scale and data',
    });
  }
  const [metricsA, metricsB] = [valuesByMetric(a, valuesOf), valuesByMetric(b, valuesOf)];
  const compared = [...metricsA].flatMap(([metric, cellsA]) =>
    [...cellsA].flatMap(([cell, valuesA]) => {
      const valuesB = metricsB.get(metric)?.get(cell);
      return valuesB ? [{ ...compareValues(cell, valuesA, valuesB), metric }] : [];
    }),
  );
  if (compared.length === 0) {
    throw new HebbenchError('USAGE', 'There is nothing to compare.', {
      got: `${cellsOf(metricsA).size} and ${cellsOf(metricsB).size} cells with results, none of them in both`,
      expected: 'a cell that both have',
      fix: 'compare reports of the same suite, or run the same cells for both',
    });
  }
  const corrected = holm(compared.map(({ p }) => p));
  return compared.map((each, i) => ({ ...each, p: corrected[i] }));
}

type ValuesBySeed = ReadonlyMap<number, number>;

/** Values by metric, cell and seed. */
type ValuesByMetric = Map<string, Map<string, Map<number, number>>>;

function accuracyOf({ metrics: { accuracy } }: RunRecord): Record<string, number> {
  return accuracy === undefined ? {} : { accuracy };
}

function valuesByMetric(records: readonly RunRecord[], valuesOf: ValuesOf): ValuesByMetric {
  const metrics: ValuesByMetric = new Map();
  for (const record of records.filter(({ status }) => status === 'ok')) {
    for (const [metric, value] of Object.entries(valuesOf(record))) {
      const cells = metrics.get(metric) ?? new Map<string, Map<number, number>>();
      metrics.set(metric, cells);
      cells.set(record.cell.id, (cells.get(record.cell.id) ?? new Map()).set(record.seed, value));
    }
  }
  return metrics;
}

function cellsOf(metrics: ValuesByMetric): Set<string> {
  return new Set([...metrics.values()].flatMap((cells) => [...cells.keys()]));
}

function compareValues(cell: string, a: ValuesBySeed, b: ValuesBySeed): Omit<CellComparison, 'metric'> {
  const shared = [...a.keys()].filter((seed) => b.has(seed));
  // A seed sets initial weights and sample order alike in both: as independent values, shared ones would count twice.
  const paired = shared.length > 0;
  const valuesOf = (all: ValuesBySeed): number[] =>
    paired ? shared.map((seed) => all.get(seed)!) : [...all.values()];
  const [valuesA, valuesB] = [valuesOf(a), valuesOf(b)];
  const [meanA, meanB] = [summarise(valuesA)!.mean, summarise(valuesB)!.mean];
  const p = paired ? pairedTest(valuesB.map((value, i) => value - valuesA[i]!)) : welchTest(valuesA, valuesB);
  return { cell, meanA, meanB, difference: meanB - meanA, p, paired };
}
