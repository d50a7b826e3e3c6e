import type { Phase, Streams } from '@hebbench/core';
import type { SampleRows } from './activity-cache.ts';

const SAMPLE_FOR_BEGIN = 1000;

/**
 * Gives a phase its look at its input before the first update, if it wants one.
 * @param count - samples that the rows are of
 * @param shuffle - streams of this phase
 */
export function beginPhase(phase: Phase, { gather }: SampleRows, count: number, shuffle: Streams): void {
  if (!phase.begin) return;
  const sample = shuffle.stream('begin').permutation(count).subarray(0, SAMPLE_FOR_BEGIN);
  const x = gather(sample);
  try {
    phase.begin({ x });
  } finally {
    x.dispose();
  }
}
