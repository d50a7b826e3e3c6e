import type { HebbenchError } from '@hebbench/core';
import type { Job as QueuedJob, Worker } from 'bullmq';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { InstalledDatasets } from '../datasets/registry.ts';
import type { RulePackage } from '../rules/packages.ts';
import type { Store } from '../store/store.ts';
import { queueClient } from './client.ts';
import { PREFIX, QUEUE, type QueueConnection } from './connection.ts';
import { doJob, type Outcome, type Workshop } from './do-job.ts';
import { parsePayload, type Payload } from './payload.ts';
import { ProcessPool } from './process-pool.ts';
import { encodeError, type QueuedProgress } from './progress.ts';
import { Scratch } from './scratch.ts';

/** What a worker tells of. */
export type WorkerEvent =
  | { readonly kind: 'begins'; readonly name: string }
  | { readonly kind: 'ends'; readonly name: string; readonly outcome: Outcome }
  | { readonly kind: 'line'; readonly text: string };

/** Settings of {@link workOnQueue}. */
export interface WorkerOptions {
  readonly packages: readonly RulePackage[];
  /** Data sets of this program, of plug-ins and of folders, by name. */
  readonly datasets: InstalledDatasets;
  readonly dataDirectory: string | undefined;
  readonly store: Store;
  /** Runs at once, each in a process of its own. */
  readonly workers: number;
  readonly threads: number;
  readonly silenceSeconds: number;
  /** Between two attempts to bring a record to a store that has no room for it. @defaultValue 5 */
  readonly retrySeconds?: number;
  /** Folder for scratch files. */
  readonly scratch: string;
  /** Seconds without a run after which the worker ends. @defaultValue never */
  readonly idleSeconds?: number | undefined;
  readonly onEvent: (event: WorkerEvent) => void;
  /** Seconds after which a job is another worker's if this process does not say that it goes on. @defaultValue 30 */
  readonly leaseSeconds?: number;
  /** What the child processes run. @defaultValue this package's own; a test has another one */
  readonly file?: string;
}

// The child is this package's own file, as source or built: it has the ending of this one.
const TRAINING = fileURLToPath(new URL(`../run/worker${import.meta.url.slice(-3)}`, import.meta.url));

/** Failures of the machine rather than of the run, which another attempt may not meet. */
const WORTH_ANOTHER_ATTEMPT: ReadonlySet<string> = new Set(['WORKER_DIED', 'ENGINE_MEMORY']);

/** How often a job may lose its worker: after more, it is what ends them. */
const STALLED = 4;

/**
 * Does jobs of a queue until the signal stops it, or nothing is left for long. This process holds the jobs, and says at
 * all times that they go on; others, its children, train.
 * @param signal - stops the runs after a checkpoint, and gives them back
 */
export async function workOnQueue(
  { redis, queue }: QueueConnection,
  options: WorkerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { onEvent, leaseSeconds = 30 } = options;
  const bull = await import('bullmq');
  const scratch = new Scratch(options.scratch, options.store);
  const pool = new ProcessPool(options.file ?? TRAINING, (text) => onEvent({ kind: 'line', text }));
  const shop: Workshop = {
    ...options,
    worker: `${hostname()}:${process.pid}`,
    scratch,
    pool,
    isPending: async (id) => PENDING.has(await queue.getJobState(id)),
  };
  /** Jobs that go on here, and how each is stopped. */
  const going = new Map<string, AbortController>();
  const work = async (job: QueuedJob, token?: string): Promise<void> => {
    const stop = new AbortController();
    going.set(job.id!, stop);
    onEvent({ kind: 'begins', name: nameOf(job) });
    let outcome: Outcome;
    try {
      outcome = await attempt(job, AbortSignal.any([signal, stop.signal]), shop);
    } finally {
      going.delete(job.id!);
    }
    onEvent({ kind: 'ends', name: nameOf(job), outcome });
    await settle(job, token, outcome, shop.worker, bull);
  };
  const { client, beforeClose } = queueClient(redis);
  const worker = new bull.Worker(QUEUE, work, {
    connection: client,
    prefix: PREFIX,
    name: shop.worker,
    concurrency: options.workers,
    lockDuration: 1000 * leaseSeconds,
    stalledInterval: 1000 * leaseSeconds,
    maxStalledCount: STALLED,
  });
  // A connection that is lost comes back; a job that has become another's is told below.
  worker.on('error', () => {});
  worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => going.get(id)?.abort()));
  try {
    await untilItEnds(worker, going, options.idleSeconds, signal);
    beforeClose();
    await worker.close();
  } finally {
    // A queue leaves a client that it was given open.
    client.disconnect();
    await pool.close();
    scratch.remove();
  }
}

const PENDING: ReadonlySet<string> = new Set([
  'waiting',
  'prioritized',
  'delayed',
  'active',
  'waiting-children',
]);

async function attempt(queued: QueuedJob, signal: AbortSignal, shop: Workshop): Promise<Outcome> {
  let payload: Payload;
  try {
    payload = parsePayload(queued.data);
  } catch (error) {
    return { kind: 'failed', code: 'INVALID_CONFIG', message: (error as Error).message };
  }
  try {
    return await doJob(payload, queued, signal, shop);
  } catch (error) {
    const { code = 'WORKER_DIED', message } = error as Partial<HebbenchError> & Error;
    return { kind: 'failed', code, message };
  }
}

/** Tells the queue what became of a job, in its own way: by what is thrown. */
async function settle(
  job: QueuedJob,
  token: string | undefined,
  outcome: Outcome,
  worker: string,
  bull: Pick<typeof import('bullmq'), 'DelayedError' | 'UnrecoverableError' | 'WaitingError'>,
): Promise<void> {
  if (outcome.kind === 'later') {
    const said: QueuedProgress = { kind: 'waits', worker, for: outcome.waitsFor };
    await job.updateProgress(said);
    await job.moveToDelayed(Date.now() + 1000 * outcome.seconds, token);
    throw new bull.DelayedError();
  }
  if (outcome.kind === 'interrupted') {
    await job.moveToWait(token);
    throw new bull.WaitingError();
  }
  if (outcome.kind === 'done') return;
  const reason = encodeError(outcome);
  throw WORTH_ANOTHER_ATTEMPT.has(outcome.code) ? new Error(reason) : new bull.UnrecoverableError(reason);
}

const LOOK_MILLISECONDS = 500;

function untilItEnds(
  worker: Worker,
  going: ReadonlyMap<string, unknown>,
  idleSeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let busy = performance.now();
    // At once, or a run that is given back would be taken again.
    const end = (): void => {
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(() => {
      if (going.size > 0) busy = performance.now();
      const idle = idleSeconds !== undefined && performance.now() - busy > 1000 * idleSeconds;
      if (idle || worker.closing) end();
    }, LOOK_MILLISECONDS);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function nameOf({ data, name }: QueuedJob): string {
  const seed: unknown = (data as Partial<Payload> | undefined)?.job?.seed;
  return typeof seed === 'number' ? `${name} #${seed}` : name;
}
