import { HebbenchError, type RunRecord } from '@hebbench/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Claim, ClaimJob } from '../store/claims.ts';
import type { Store } from '../store/store.ts';
import { eventsOf } from './events-of.ts';
import type { Executor, JobEvent } from './executor.ts';
import { failedRecord } from './failed-record.ts';
import type { Job } from './job.ts';
import { keepRecord, recordSince } from './keep.ts';
import { inOrder, waitsFor } from './order.ts';
import type { Place } from './place.ts';
import { runJob } from './run-job.ts';
import type { WorkerAnswer } from './worker-messages.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** Settings of {@link localExecutor}. */
export interface LocalOptions {
  /** Child processes at once, ≥ 1. */
  readonly workers: number;
  /** Whether to start no further run after a failed one. */
  readonly failFast: boolean;
  /** Seconds without a sign of life after which a run is given up. */
  readonly silenceSeconds: number;
  /** Where on this machine a job is done. */
  readonly placeOf: (job: Job) => Place;
  /** Reserves a job, where other commands may do it. @defaultValue there are none */
  readonly claim?: ClaimJob;
  /** What the child processes run. @defaultValue this package's own; a test has another one */
  readonly file?: string;
}

// The worker is this package's own file, as source or built: it has the ending of this one.
const WORKER = fileURLToPath(new URL(`worker${import.meta.url.slice(-3)}`, import.meta.url));

const LOOK_AGAIN_MILLISECONDS = 500;

/** Does jobs in child processes of this one, the longest first. */
export function localExecutor(options: LocalOptions): Executor {
  return {
    run: (jobs, store, signal) =>
      eventsOf<JobEvent>(signal, (emit, stop) => new Schedule(jobs, store, stop, emit, options).run()),
  };
}

/** A job that this command does, and no other one until it is released. */
interface Claimed {
  readonly job: Job;
  readonly release: () => void;
}

class Schedule {
  readonly #queue: Job[];
  readonly #store: Store;
  readonly #signal: AbortSignal;
  readonly #emit: (event: JobEvent) => void;
  readonly #options: LocalOptions;
  /** Aborts with {@link #signal}, and when results can no longer be kept: further runs would be for nothing. */
  readonly #stop: AbortController = new AbortController();
  readonly #training: Map<Job, Promise<unknown>> = new Map();
  /** ISO 8601. What other commands find from then on counts as this one's. */
  readonly #since: string = new Date().toISOString();
  /** Jobs that other commands do, and who, in words. */
  readonly #taken: Map<Job, string> = new Map();
  #failed = false;
  /** What went wrong outside a run: nothing more is started, and what runs ends first. */
  #trouble: { readonly error: unknown } | undefined;
  /** Loops that look for work, and processes that they have. */
  #working: number;
  #living = 0;
  #fewer: HebbenchError | undefined;
  #told = false;

  constructor(
    jobs: readonly Job[],
    store: Store,
    signal: AbortSignal,
    emit: (event: JobEvent) => void,
    options: LocalOptions,
  ) {
    this.#queue = inOrder(jobs);
    this.#store = store;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    this.#emit = emit;
    this.#options = options;
    this.#working = Math.min(options.workers, jobs.length);
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#working }, () => this.#workOrLeave()));
    if (this.#trouble) throw this.#trouble.error;
  }

  async #workOrLeave(): Promise<void> {
    try {
      await this.#work();
    } catch (error) {
      // The others do what this one would have done.
      if (error instanceof HebbenchError && error.code === 'WORKER_DIED' && this.#working > 1) {
        this.#fewer ??= error;
        this.#tellFewer();
      } else this.#giveUp(error);
    } finally {
      this.#working--;
    }
  }

  async #work(): Promise<void> {
    let worker: WorkerProcess | undefined;
    try {
      while (!this.#stopped()) {
        if (!(await this.#next())) {
          await this.#change();
          continue;
        }
        if (!worker) {
          worker = await startWorker(this.#options.file ?? WORKER, this.#onLine, this.#signal);
          if (!worker) return;
          this.#living++;
          this.#tellFewer();
        }
        const claimed = await this.#take();
        if (!claimed) {
          await this.#change();
          continue;
        }
        const answer = await this.#train(worker, claimed);
        if (answer.kind !== 'failed') continue;
        // Whatever the run has done to its process, the next one does not inherit it.
        await worker.end();
        worker = undefined;
        this.#living--;
      }
    } finally {
      await worker?.end();
      if (worker) this.#living--;
    }
  }

  /** Until a run ends, or a moment: what a run waits for may be in the store long before the other run ends. */
  async #change(): Promise<void> {
    this.#tellOfTaken();
    await Promise.race([...this.#training.values(), sleep(LOOK_AGAIN_MILLISECONDS)]);
  }

  /** The first job that need not wait for another one of this command. */
  async #next(after = -1): Promise<Job | undefined> {
    const [queue, training] = [this.#queue.slice(after + 1), [...this.#training.keys()]];
    for (const job of queue) {
      const waits = await Promise.all(training.map((other) => waitsFor(job, other, this.#store)));
      if (!waits.includes(true)) return job;
    }
    return undefined;
  }

  #choosing: Promise<unknown> = Promise.resolve();

  /** Takes a job from the queue that nobody else does. One after the other, or two would train the same. */
  #take(): Promise<Claimed | undefined> {
    const taken = this.#choosing.then(() => this.#choose());
    this.#choosing = taken.catch(() => {});
    return taken;
  }

  async #choose(): Promise<Claimed | undefined> {
    let job = await this.#next();
    while (job !== undefined && !this.#stopped()) {
      const at = this.#queue.indexOf(job);
      const claim: Claim = (await this.#options.claim?.(job)) ?? { kind: 'mine', release: () => {} };
      if (claim.kind === 'taken') {
        this.#taken.set(job, claim.by);
        job = await this.#next(at);
        continue;
      }
      this.#taken.delete(job);
      this.#queue.splice(at, 1);
      const found = await recordSince(this.#store, job, this.#since);
      if (!found) {
        this.#training.set(job, Promise.resolve());
        return { job, release: claim.release };
      }
      claim.release();
      this.#tellOf(job, found);
      job = await this.#next(at - 1);
    }
    return undefined;
  }

  /** What another command has come to is told as if it were this one's. */
  #tellOf(job: Job, record: RunRecord): void {
    if (record.error) {
      this.#failed = true;
      this.#emit({ kind: 'failed', job, error: record.error, kept: true, elsewhere: true });
    } else this.#emit({ kind: 'done', job, record, elsewhere: true });
  }

  /** Where other commands do all that is left to start, once. */
  #tellOfTaken(): void {
    const jobs = this.#queue.filter((job) => this.#taken.has(job));
    if (this.#toldOfTaken || this.#training.size > 0 || jobs.length < this.#queue.length) return;
    if (jobs.length === 0) return;
    this.#toldOfTaken = true;
    this.#emit({ kind: 'elsewhere', jobs, by: [...new Set(jobs.map((job) => this.#taken.get(job)!))] });
  }

  #toldOfTaken = false;

  #train(worker: WorkerProcess, { job, release }: Claimed): Promise<WorkerAnswer> {
    this.#emit({ kind: 'started', job });
    const training = this.#trainAndKeep(worker, job, this.#options.placeOf(job)).finally(() => {
      this.#training.delete(job);
      release();
    });
    this.#training.set(job, training);
    return training;
  }

  async #trainAndKeep(worker: WorkerProcess, job: Job, place: Place): Promise<WorkerAnswer> {
    const answer = await runJob(worker, job, place, {
      signal: this.#signal,
      silenceSeconds: this.#options.silenceSeconds,
      onProgress: (progress) => this.#emit({ kind: 'progress', job, progress }),
    });
    await this.#keep(job, place, answer).catch((error: unknown) => this.#giveUp(error));
    return answer;
  }

  async #keep(job: Job, { threads }: Place, answer: WorkerAnswer): Promise<void> {
    if (answer.kind === 'done') {
      await keepRecord(this.#store, job, answer.record);
      this.#emit({ kind: 'done', job, record: answer.record, elsewhere: false });
    }
    if (answer.kind === 'failed') {
      this.#failed = true;
      const { error } = answer;
      const kept = await keepRecord(this.#store, job, failedRecord(job, threads, error));
      this.#emit({ kind: 'failed', job, error, kept, elsewhere: false });
    }
  }

  #stopped(): boolean {
    return (
      this.#signal.aborted ||
      this.#trouble !== undefined ||
      (this.#failed && this.#options.failFast) ||
      this.#queue.length === 0
    );
  }

  #giveUp(error: unknown): void {
    this.#trouble ??= { error };
    // Without a place for results, further runs would be for nothing.
    if (!(error instanceof HebbenchError && error.code === 'WORKER_DIED')) this.#stop.abort();
  }

  readonly #onLine = (text: string): void => this.#emit({ kind: 'line', text });

  /** Once, and where there is one that goes on: without any, the last error says it. */
  #tellFewer(): void {
    if (!this.#fewer || this.#told || this.#living === 0) return;
    this.#told = true;
    this.#emit({ kind: 'fewer', error: this.#fewer });
  }
}
