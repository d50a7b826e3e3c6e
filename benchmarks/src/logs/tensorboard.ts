import type { RunRecord } from '@hebbench/core';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataKey } from '../run/data-key.ts';
import { notWritable, writeAtomically } from '../store/atomic-write.ts';
import { encodeEvents } from './event-file.ts';
import { beginOf, pointsOf } from './points.ts';

const BEGINNING = 'events.out.tfevents.';
const ENDING = '.hebbench';

/**
 * Writes an event file for each run, which `tensorboard --logdir` shows: the learning curve of each phase by epoch, and the
 * metrics of the trained network at step 0. A run that is written again replaces its file.
 * @param folder - of all logs
 * @throws {@link HebbenchError} `NOT_WRITABLE`
 */
export function writeTensorboard(records: readonly RunRecord[], folder: string): void {
  for (const record of records) {
    const began = beginOf(record.provenance);
    const own = join(folder, runFolder(record));
    const file = `${BEGINNING}${began}${ENDING}`;
    writeAtomically(join(own, file), encodeEvents(pointsOf(record), began));
    removeOthers(own, file);
  }
}

/** Of a run: cells have the same id at each scale, and on the images of whomever. */
function runFolder({ cell, seed, provenance: { data } }: RunRecord): string {
  const images = dataKey([{ name: cell.dataset, ...data }]);
  return join(`${cell.scale}-${images}`, cell.id, `seed-${seed}`);
}

/** TensorBoard joins all files of a folder into one curve: of a run that was trained again, the earlier one's too. */
function removeOthers(folder: string, kept: string): void {
  const isOther = (name: string): boolean =>
    name !== kept && name.startsWith(BEGINNING) && name.endsWith(ENDING);
  try {
    for (const name of readdirSync(folder).filter(isOther)) rmSync(join(folder, name));
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}
