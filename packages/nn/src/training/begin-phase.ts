import type { Phase, Streams } from '@hebbench/core';
import { rowsToTensor } from '@hebbench/engine';
import type { SampleRows } from './activity-cache.ts';

const SAMPLE_FOR_BEGIN = 1000;

/**
 * Gives a phase its look at its input before the first update, if it wants one.
 * @param count - samples that the rows are of
 * @param shuffle - streams of this phase
 */
export function beginPhase(
  phase: Phase,
  { values, width, scale }: SampleRows,
  count: number,
  shuffle: Streams,
): void {
  if (!phase.begin) return;
  const sample = shuffle.stream('begin').permutation(count).subarray(0, SAMPLE_FOR_BEGIN);
  const x = rowsToTensor(values, sample, width, scale);
  try {
    phase.begin({ x });
  } finally {
    x.dispose();
  }
}
