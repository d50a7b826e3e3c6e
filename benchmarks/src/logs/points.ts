import type { RunRecord } from '@hebbench/core';
import type { CurvePoint } from '../run/curve.ts';

/** A number at a step, as trackers of experiments take it. */
export interface Point {
  /** The steps of a tag are a curve. */
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  /** Seconds since 1970. */
  readonly time: number;
}

/** The learning curve of each phase by epoch, and the metrics of the trained network at step 0. */
export function pointsOf({ details, metrics, provenance }: RunRecord): Point[] {
  const curve = (details['curve'] ?? []) as readonly CurvePoint[];
  // When a point was measured is not kept: the points of a run stand at its end, in their order.
  const time = beginOf(provenance) + provenance.trainSeconds;
  return [
    ...curve.map(({ phase, epoch, accuracy }) => ({
      tag: `${phase}/accuracy`,
      step: epoch,
      value: accuracy,
      time,
    })),
    ...Object.entries(metrics).map(([name, value]) => ({ tag: `metrics/${name}`, step: 0, value, time })),
  ];
}

/** When a run began, in whole seconds since 1970. */
export function beginOf({ startedAt }: Pick<RunRecord['provenance'], 'startedAt'>): number {
  return Math.floor(Date.parse(startedAt) / 1000);
}
