import { HebbenchError, type RunRecord } from '@hebbench/core';
import type { Job as QueuedJob } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeRecord } from '../store/report-store.ts';
import type { Store } from '../store/store.ts';
import { spoilsCheckpoint } from '../run/failed-record.ts';
import type { Job } from '../run/job.ts';
import { packagesFor } from '../run/place.ts';
import { missingFor, type Equipment } from './missing.ts';
import type { Payload } from './payload.ts';
import type { ProcessPool } from './process-pool.ts';
import type { QueuedProgress } from './progress.ts';
import type { Scratch } from './scratch.ts';

/** What a worker does its jobs with. */
export interface Workshop extends Equipment {
  /** Names it for people: a machine and a process. */
  readonly worker: string;
  readonly store: Store;
  readonly scratch: Scratch;
  readonly pool: ProcessPool;
  readonly threads: number;
  readonly silenceSeconds: number;
  /** Between two attempts to bring a record to a store that has no room for it. @defaultValue 5 */
  readonly retrySeconds?: number;
  /** Whether a job is still to be done by somebody. */
  readonly isPending: (id: string) => Promise<boolean>;
}

/** What became of a job. */
export type Outcome =
  | { readonly kind: 'done' }
  /** It is for another worker, or a later moment. */
  | { readonly kind: 'later'; readonly seconds: number; readonly waitsFor: string }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

const OTHER_WORKER_SECONDS = 5;
const OTHER_JOB_SECONDS = 2;

/** Between two reports of progress. */
const PROGRESS_MILLISECONDS = 1000;

/**
 * Does a queued job where this worker can, and keeps what comes of it: first networks, then the record, so that whoever
 * sees a record has all of it. A job that has been done meanwhile, by a worker that was taken for dead, is not repeated,
 * and its record stays.
 * @param signal - stops it after a checkpoint, which the store keeps
 */
export async function doJob(
  { job, after }: Payload,
  queued: Pick<QueuedJob, 'updateProgress'>,
  signal: AbortSignal,
  shop: Workshop,
): Promise<Outcome> {
  const { store, scratch, pool, worker, threads, silenceSeconds } = shop;
  if (await store.has('record', job.id)) return { kind: 'done' };
  const missing = await missingFor(job, shop);
  if (missing !== undefined) return later(missing);
  if (await waitsForOther(job, after, shop))
    return {
      kind: 'later',
      seconds: OTHER_JOB_SECONDS,
      waitsFor: 'another run, which trains what this one takes from it',
    };

  const full = await fetchOr(job, scratch);
  if (full !== undefined) return later(full);
  const unwatch = scratch.watchCheckpoint(job);
  const place = {
    packages: packagesFor(job, shop.packages),
    dataDirectory: shop.dataDirectory,
    threads,
    ...scratch.foldersOf(job),
    source: shop.datasets.get(job.cell.dataset)?.source,
  };
  const say = (progress: QueuedProgress): void =>
    void Promise.resolve(queued.updateProgress(progress)).catch(() => {});
  let told = -Infinity;
  const answer = await pool.run(job, place, {
    signal,
    silenceSeconds,
    onProgress(progress) {
      if (performance.now() - told < PROGRESS_MILLISECONDS) return;
      told = performance.now();
      say({ kind: 'runs', worker, progress });
    },
  });
  await unwatch();
  if (answer.kind === 'interrupted') {
    scratch.forget(job);
    return answer;
  }
  if (answer.kind === 'failed') {
    if (spoilsCheckpoint(answer.error)) await scratch.dropCheckpoint(job);
    return lackOf(answer.error.code) ?? { kind: 'failed', ...answer.error };
  }
  await scratch.bring(job);
  // Who was late finds a record, and leaves it.
  if (!(await store.has('record', job.id))) {
    const complain = (waitsFor: string): void => say({ kind: 'waits', worker, for: waitsFor });
    if (!(await keep(answer.record, job, signal, shop, complain))) return { kind: 'interrupted' };
  }
  await scratch.dropCheckpoint(job);
  return { kind: 'done' };
}

function later(waitsFor: string): Outcome {
  return { kind: 'later', seconds: OTHER_WORKER_SECONDS, waitsFor };
}

/** Takes from the store what a job may go on from; without room for it the job is for a worker that has some. */
async function fetchOr(job: Job, scratch: Scratch): Promise<string | undefined> {
  try {
    await scratch.fetch(job);
    return undefined;
  } catch (error) {
    if (!(error instanceof HebbenchError && error.code === 'NOT_WRITABLE')) throw error;
    return `a worker with room for its files (here ${error.got})`;
  }
}

/**
 * Keeps a record. What has been trained is not trained again because a store has no room for it just now: it is held until
 * there is some.
 * @param complain - told once what is waited for
 * @returns false if the signal aborts before
 */
async function keep(
  record: RunRecord,
  { id }: Job,
  signal: AbortSignal,
  { store, retrySeconds = OTHER_WORKER_SECONDS }: Workshop,
  complain: (waitsFor: string) => void,
): Promise<boolean> {
  for (let first = true; ; first = false) {
    try {
      return await store.put('record', id, encodeRecord(record));
    } catch (error) {
      if (!(error instanceof HebbenchError && error.code === 'NOT_WRITABLE')) throw error;
      if (first) complain(`room for its record: ${error.got}`);
    }
    if (signal.aborted) return false;
    // Once more when it is stopped: a worker may have lost its job because the same store was full.
    await sleep(1000 * retrySeconds, undefined, { signal }).catch(() => {});
  }
}

/** What this machine lacks is no failure of the run. */
function lackOf(code: string): Outcome | undefined {
  const lacks: Readonly<Record<string, string>> = {
    ENGINE_UNAVAILABLE: 'a machine with the engine that was asked for',
    CODE_CHANGED: 'a worker whose code is not edited while it works',
    NOT_WRITABLE: 'a worker with room for its files',
    DATA_MISSING: 'its images',
    DATA_CORRUPT: 'its images, as they were when it was planned',
    DOWNLOAD_FAILED: 'its images',
  };
  const waitsFor = lacks[code];
  return waitsFor === undefined ? undefined : later(waitsFor);
}

/** Whether others are about to train what the job takes from the store. What is not kept, or failed, it trains itself. */
async function waitsForOther(
  { modelHash, hiddenHash, needs }: Job,
  after: readonly string[],
  { store, isPending }: Workshop,
): Promise<boolean> {
  if (after.length === 0) return false;
  const has = await Promise.all([modelHash, ...needs].map((hash) => store.has('network', hash)));
  const [trained, ...others] = has;
  const begun = trained || (hiddenHash !== undefined && (await store.has('hidden', hiddenHash)));
  // All that there is to take is there.
  if (begun && others.every(Boolean)) return false;
  return (await Promise.all(after.map((id) => isPending(id)))).includes(true);
}
