import type { Job as QueuedJob } from 'bullmq';
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
  if (missing !== undefined) return { kind: 'later', seconds: OTHER_WORKER_SECONDS, waitsFor: missing };
  if (await waitsForOther(job, after, shop))
    return {
      kind: 'later',
      seconds: OTHER_JOB_SECONDS,
      waitsFor: 'another run, which trains what this one takes from it',
    };

  await scratch.fetch(job);
  const unwatch = scratch.watchCheckpoint(job);
  const place = {
    packages: packagesFor(job, shop.packages),
    dataDirectory: shop.dataDirectory,
    threads,
    ...scratch.foldersOf(job),
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
  if (!(await store.has('record', job.id))) await store.put('record', job.id, encodeRecord(answer.record));
  await scratch.dropCheckpoint(job);
  return { kind: 'done' };
}

/** What this machine lacks is no failure of the run. */
function lackOf(code: string): Outcome | undefined {
  const lacks: Readonly<Record<string, string>> = {
    ENGINE_UNAVAILABLE: 'a machine with the engine that was asked for',
    CODE_CHANGED: 'a worker whose code is not edited while it works',
    DATA_MISSING: 'its images',
    DATA_CORRUPT: 'its images, as they were when it was planned',
    DOWNLOAD_FAILED: 'its images',
  };
  const waitsFor = lacks[code];
  return waitsFor === undefined ? undefined : { kind: 'later', seconds: OTHER_WORKER_SECONDS, waitsFor };
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
