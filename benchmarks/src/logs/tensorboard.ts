import type { RunRecord } from '@hebbench/core';
import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-write.ts';
import { encodeEvents } from './event-file.ts';
import { beginOf, pointsOf } from './points.ts';

/**
 * Writes an event file for each run, which `tensorboard --logdir` shows: the learning curve of each phase by epoch, and the
 * metrics of the trained network at step 0. A run that is written again replaces its file.
 * @param folder - of all logs
 */
export function writeTensorboard(records: readonly RunRecord[], folder: string): void {
  for (const record of records) {
    const { cell, seed, provenance } = record;
    const began = beginOf(provenance);
    const file = `events.out.tfevents.${began}.hebbench`;
    writeAtomically(join(folder, cell.id, `seed-${seed}`, file), encodeEvents(pointsOf(record), began));
  }
}
