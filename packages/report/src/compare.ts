import { HebbenchError, type RunRecord } from '@hebbench/core';
import { holm, pairedTest, summarise, welchTest } from './statistics.ts';

/** A cell in two sets of records. */
export interface CellComparison {
  /** Id of the cell. */
  readonly cell: string;
  /** Over the seeds that are compared. */
  readonly meanA: number;
  /** Over the seeds that are compared. */
  readonly meanB: number;
  /** B − A */
  readonly difference: number;
  /** Of a t-test, corrected for the number of cells; missing where the seeds are too few or do not scatter. */
  readonly p?: number;
  /** Whether it compares the seeds that both have, in pairs; otherwise they have none in common. */
  readonly paired: boolean;
}

/**
 * Compares the cells that both sets have, by a metric: over the seeds that both have, and as independent samples only
 * where there is no such seed.
 * @throws {@link HebbenchError} `USAGE` if the records are of several scales, or of real and embedded images, or if
 * there is no such cell
 */
export function compareCells(
  a: readonly RunRecord[],
  b: readonly RunRecord[],
  metricName = 'accuracy',
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
  const [cellsA, cellsB] = [valuesByCell(a, metricName), valuesByCell(b, metricName)];
  const compared = [...cellsA].flatMap(([cell, valuesA]) => {
    const valuesB = cellsB.get(cell);
    return valuesB ? [compareValues(cell, valuesA, valuesB)] : [];
  });
  if (compared.length === 0) {
    throw new HebbenchError('USAGE', 'There is nothing to compare.', {
      got: `${cellsA.size} and ${cellsB.size} cells with results, none of them in both`,
      expected: 'a cell that both have',
      fix: 'compare reports of the same suite, or run the same cells for both',
    });
  }
  const corrected = holm(compared.map(({ p }) => p));
  return compared.map((each, i) => ({ ...each, p: corrected[i] }));
}

type ValuesBySeed = ReadonlyMap<number, number>;

function valuesByCell(records: readonly RunRecord[], name: string): Map<string, Map<number, number>> {
  const cells = new Map<string, Map<number, number>>();
  for (const { cell, seed, metrics, status } of records) {
    const value = metrics[name];
    if (status !== 'ok' || value === undefined) continue;
    cells.set(cell.id, (cells.get(cell.id) ?? new Map()).set(seed, value));
  }
  return cells;
}

function compareValues(cell: string, a: ValuesBySeed, b: ValuesBySeed): CellComparison {
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
