import { HebbenchError, runRecordSchema, type RecordedError, type RunRecord } from '@hebbench/core';
import type { JobsOptions } from 'bullmq';
import { decodeRecord } from '../store/report-store.ts';
import type { Store } from '../store/store.ts';
import { eventsOf } from '../run/events-of.ts';
import type { Executor, JobEvent } from '../run/executor.ts';
import { failedRecord } from '../run/failed-record.ts';
import type { Job } from '../run/job.ts';
import { idOf, keepRecord } from '../run/keep.ts';
import { inOrder } from '../run/order.ts';
import { queueClient } from './client.ts';
import { PREFIX, QUEUE, type QueueConnection } from './connection.ts';
import { Exchange } from './exchange.ts';
import { payloadsOf, type Payload } from './payload.ts';
import { decodeError, parseProgress } from './progress.ts';

/** Settings of {@link queueExecutor}. */
export interface QueueOptions {
  /** Where workers put what they find. */
  readonly store: Store;
  /** Whether to wait for no further run after a failed one. */
  readonly failFast: boolean;
}

/** Between two looks at jobs of which nothing is heard: a server that is started again tells of nothing that it lost. */
const LOOK_MILLISECONDS = 2000;
/** Jobs that are looked at at once, so that many do not keep a server busy. */
const LOOK_AT = 200;

const OPTIONS: JobsOptions = {
  // Of what may have been the machine's fault, such as its memory. What a rule does wrong is not tried again.
  attempts: 3,
  backoff: { type: 'exponential', delay: 2000 },
  removeOnComplete: { age: 30 * 86_400 },
};

/**
 * Hands jobs to a queue, whose workers do them on any machine, and takes what these find. Jobs are known by their ids:
 * what several commands ask for is done once. A command that is stopped leaves its jobs to the workers.
 */
export function queueExecutor(connection: QueueConnection, options: QueueOptions): Executor {
  return {
    run: (jobs, store, signal) =>
      eventsOf<JobEvent>(signal, async (emit, stop) => {
        try {
          await new Watch(connection, jobs, store, emit, options).run(stop);
        } catch (error) {
          throw refusalOf(error) ?? error;
        }
      }),
  };
}

/** What a server says that takes no writes: its memory or its disk is full, or it is a copy of another one. */
function refusalOf(error: unknown): HebbenchError | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return undefined;
  return new HebbenchError('NOT_WRITABLE', 'The server of the queue takes no runs.', {
    got: error.message,
    expected: 'a server with room in its memory and on its disk, and that may be written to',
    fix: 'make room there, or raise its maxmemory; then give the same command again: what was done is kept',
    cause: error,
  });
}

class Watch {
  readonly #connection: QueueConnection;
  readonly #outstanding: Map<string, Payload>;
  readonly #priority: Map<string, number>;
  readonly #local: Store;
  readonly #exchange: Exchange;
  readonly #emit: (event: JobEvent) => void;
  readonly #options: QueueOptions;
  readonly #started: Set<string> = new Set();
  /** Jobs that something was heard of. */
  readonly #heard: Set<string> = new Set();
  #wake = (): void => {};
  #failed = false;

  constructor(
    connection: QueueConnection,
    jobs: readonly Job[],
    local: Store,
    emit: (event: JobEvent) => void,
    options: QueueOptions,
  ) {
    const payloads = payloadsOf(inOrder(jobs));
    this.#connection = connection;
    this.#outstanding = new Map(payloads.map((payload) => [payload.job.id, payload]));
    this.#priority = new Map(payloads.map(({ job }, i) => [job.id, i + 1]));
    this.#local = local;
    this.#exchange = new Exchange(local, options.store, jobs);
    this.#emit = emit;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { QueueEvents } = await import('bullmq');
    const { client, beforeClose } = queueClient(this.#connection.redis);
    const events = new QueueEvents(QUEUE, { connection: client, prefix: PREFIX });
    events.on('error', () => {});
    events.on('active', ({ jobId }) => this.#hear(jobId));
    events.on('completed', ({ jobId }) => this.#hear(jobId));
    events.on('failed', ({ jobId }) => this.#hear(jobId));
    events.on('progress', ({ jobId, data }) => this.#progress(jobId, data));
    const onAbort = (): void => this.#wake();
    signal.addEventListener('abort', onAbort);
    try {
      await events.waitUntilReady();
      for (const [id, { job }] of this.#outstanding) if (job.retrain) await this.#forget(id);
      await this.#look([...this.#outstanding.keys()], true);
      let next = 0;
      while (this.#outstanding.size > 0 && !signal.aborted && !(this.#failed && this.#options.failFast)) {
        await this.#pause();
        const ids = [...this.#outstanding.keys()];
        if (next >= ids.length) next = 0;
        const turn = this.#heard.size > 0 ? [...this.#heard] : ids.slice(next, (next += LOOK_AT));
        this.#heard.clear();
        await this.#look(turn, false);
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      beforeClose();
      await events.close().catch(() => {});
      // A queue leaves a client that it was given open.
      client.disconnect();
    }
  }

  #hear(id: string): void {
    if (!this.#outstanding.has(id)) return;
    this.#heard.add(id);
    this.#wake();
  }

  #progress(id: string, data: unknown): void {
    const job = this.#outstanding.get(id)?.job;
    const said = parseProgress(data);
    if (!job || said?.kind !== 'runs') return;
    this.#start(job);
    this.#emit({ kind: 'progress', job, progress: said.progress });
  }

  #start(job: Job): void {
    if (this.#started.has(job.id)) return;
    this.#started.add(job.id);
    this.#emit({ kind: 'started', job });
  }

  #pause(): Promise<void> {
    if (this.#heard.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_MILLISECONDS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A result of an earlier time does not count where runs are to be repeated. */
  async #forget(id: string): Promise<void> {
    const state = await this.#connection.queue.getJobState(id);
    if (state !== 'completed' && state !== 'failed' && state !== 'unknown') return;
    await this.#connection.queue.remove(id);
    await this.#options.store.drop('record', id);
  }

  /** @param first - whether failures are of earlier commands: those runs are tried again */
  async #look(ids: readonly string[], first: boolean): Promise<void> {
    const missing: Payload[] = [];
    for (let i = 0; i < ids.length; i += LOOK_AT) {
      const found = await Promise.all(ids.slice(i, i + LOOK_AT).map((id) => this.#lookAt(id, first)));
      missing.push(...found.flatMap((payload) => payload ?? []));
    }
    if (missing.length === 0) return;
    for (const { job } of missing) await this.#exchange.lend(job);
    await this.#connection.queue.addBulk(
      missing.map((payload) => {
        const { id } = payload.job;
        const priority = this.#priority.get(id)!;
        return { name: payload.job.cell.id, data: payload, opts: { ...OPTIONS, jobId: id, priority } };
      }),
    );
  }

  /** A job that is to be added to the queue, if it is. */
  async #lookAt(id: string, first: boolean): Promise<Payload | undefined> {
    const payload = this.#outstanding.get(id);
    if (!payload) return undefined;
    const { job } = payload;
    const { queue } = this.#connection;
    const record = await recordIn(this.#options.store, job);
    if (record) {
      await this.#done(job, record);
      return undefined;
    }
    const state = await queue.getJobState(id);
    if (state === 'unknown') return payload;
    if (state === 'active') this.#start(job);
    if (state === 'failed' && !first) {
      await this.#fail(job, decodeError((await queue.getJob(id))?.failedReason ?? 'no reason'));
      return undefined;
    }
    if (state !== 'failed' && state !== 'completed') return undefined;
    // One that is completed, and whose record was lost since it was looked for, is done again.
    if (state === 'completed' && (await this.#options.store.has('record', id))) return undefined;
    await queue.remove(id);
    return payload;
  }

  async #done(job: Job, record: RunRecord): Promise<void> {
    if (!this.#outstanding.delete(job.id)) return;
    const remove = await this.#exchange.take(job);
    await keepRecord(this.#local, job, record);
    await remove();
    this.#emit({ kind: 'done', job, record, elsewhere: false });
  }

  async #fail(job: Job, error: RecordedError): Promise<void> {
    if (!this.#outstanding.delete(job.id)) return;
    this.#failed = true;
    const remove = await this.#exchange.take(job);
    const kept = await keepRecord(this.#local, job, failedRecord(job, 1, error));
    await remove();
    this.#emit({ kind: 'failed', job, error, kept, elsewhere: false });
  }
}

/** The record of a job in a store that others write into: one of something else is none. */
async function recordIn(store: Store, job: Job): Promise<RunRecord | undefined> {
  const bytes = await store.get('record', job.id);
  try {
    const record = bytes && runRecordSchema.parse(decodeRecord(bytes));
    const isOwn = record?.seed === job.seed && record.cell.id === job.cell.id && idOf(record) === job.id;
    return isOwn && record.status === 'ok' ? record : undefined;
  } catch {
    return undefined;
  }
}
