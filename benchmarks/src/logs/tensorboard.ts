import type { RunRecord } from '@hebbench/core';
import { join } from 'node:path';
import type { CurvePoint } from '../run/curve.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { encodeEvents, type Scalar } from './event-file.ts';

/**
 * Writes an event file for each run, which `tensorboard --logdir` shows: the learning curve of each phase by epoch, and the
 * metrics of the trained network at step 0. A run that is written again replaces its file.
 * @param folder - of all logs
 */
export function writeTensorboard(records: readonly RunRecord[], folder: string): void {
  for (const record of records) {
    const { cell, seed, provenance } = record;
    const began = Math.floor(Date.parse(provenance.startedAt) / 1000);
    const file = `events.out.tfevents.${began}.hebbench`;
    writeAtomically(
      join(folder, cell.id, `seed-${seed}`, file),
      encodeEvents(scalarsOf(record, began), began),
    );
  }
}

function scalarsOf({ details, metrics, provenance }: RunRecord, began: number): Scalar[] {
  const curve = (details['curve'] ?? []) as readonly CurvePoint[];
  const ended = began + provenance.trainSeconds;
  const measured = Object.entries(metrics);
  return [
    // When a point was measured is not kept: the points of a run stand at its end, in their order.
    ...curve.map(({ phase, epoch, accuracy }) => ({
      tag: `${phase}/accuracy`,
      step: epoch,
      value: accuracy,
      time: ended,
    })),
    ...measured.map(([name, value]) => ({ tag: `metrics/${name}`, step: 0, value, time: ended })),
  ];
}
