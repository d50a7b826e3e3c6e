import type { RunRecord } from '@hebbench/core';
import { decodeRecord, encodeRecord } from '../store/report-store.ts';
import type { Store } from '../store/store.ts';
import { spoilsCheckpoint } from './failed-record.ts';
import { checkpointHash } from './identity.ts';
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

/**
 * The record of a job that another command has done in the meantime.
 * @param since - ISO 8601. Of a run that failed, or is to be repeated, only what was found from then on counts
 * @returns `undefined` if there is none of this very job
 */
export async function recordSince(
  store: Store,
  { id, retrain }: Job,
  since: string,
): Promise<RunRecord | undefined> {
  const bytes = await store.get('record', id);
  const record = bytes && decodeRecord(bytes);
  if (record === undefined || idOf(record) !== id) return undefined;
  const isNew = record.provenance.startedAt >= since;
  return isNew || (record.status === 'ok' && !retrain) ? record : undefined;
}

/** The id of the job that a record is of. */
export function idOf({ hash, provenance }: RunRecord): string {
  return checkpointHash(hash, provenance.code?.packages ?? {});
}
