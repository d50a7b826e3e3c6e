import type { RunRecord } from '@hebbench/core';
import { encodeRecord } from '../store/report-store.ts';
import type { Store } from '../store/store.ts';
import { spoilsCheckpoint } from './failed-record.ts';
import type { Job } from './job.ts';

/**
 * Keeps a job's record, and drops a checkpoint that is of no further use.
 * @returns whether the record is kept: that of a failed run does not take the place of a result
 * @throws {@link HebbenchError} `NOT_WRITABLE`
 */
export async function keepRecord(store: Store, job: Job, record: RunRecord): Promise<boolean> {
  const kept = await store.put('record', job.id, encodeRecord(record));
  if (!record.error || spoilsCheckpoint(record.error)) await store.drop('checkpoint', job.id);
  return kept;
}
