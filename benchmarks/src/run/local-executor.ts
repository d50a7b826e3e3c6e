import { HebbenchError } from '@hebbench/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Store } from '../store/store.ts';
import { eventsOf } from './events-of.ts';
import type { Executor, JobEvent } from './executor.ts';
import { failedRecord } from './failed-record.ts';
import type { Job } from './job.ts';
import { keepRecord } from './keep.ts';
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

class Schedule {
  readonly #queue: Job[];
  readonly #store: Store;
  readonly #signal: AbortSignal;
  readonly #emit: (event: JobEvent) => void;
  readonly #options: LocalOptions;
  /** Aborts with {@link #signal}, and when results can no longer be kept: further runs would be for nothing. */
  readonly #stop: AbortController = new AbortController();
  readonly #training: Map<Job, Promise<unknown>> = new Map();
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
          // What a run waits for may be in the store long before the other run ends.
          await Promise.race([...this.#training.values(), sleep(LOOK_AGAIN_MILLISECONDS)]);
          continue;
        }
        if (!worker) {
          worker = await startWorker(this.#options.file ?? WORKER, this.#onLine, this.#signal);
          if (!worker) return;
          this.#living++;
          this.#tellFewer();
        }
        const job = await this.#take();
        if (!job) continue;
        const answer = await this.#train(worker, job);
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

  /** The first job that need not wait for another one. */
  async #next(): Promise<Job | undefined> {
    const [queue, training] = [this.#queue.slice(), [...this.#training.keys()]];
    for (const job of queue) {
      const waits = await Promise.all(training.map((other) => waitsFor(job, other, this.#store)));
      if (!waits.includes(true)) return job;
    }
    return undefined;
  }

  #choosing: Promise<unknown> = Promise.resolve();

  /** Takes a job from the queue. One after the other, or two would train the same. */
  #take(): Promise<Job | undefined> {
    const taken = this.#choosing.then(async () => {
      const job = this.#stopped() ? undefined : await this.#next();
      if (job === undefined || this.#stopped()) return undefined;
      this.#queue.splice(this.#queue.indexOf(job), 1);
      this.#training.set(job, Promise.resolve());
      return job;
    });
    this.#choosing = taken.catch(() => {});
    return taken;
  }

  #train(worker: WorkerProcess, job: Job): Promise<WorkerAnswer> {
    this.#emit({ kind: 'started', job });
    const training = this.#trainAndKeep(worker, job, this.#options.placeOf(job)).finally(() =>
      this.#training.delete(job),
    );
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
      this.#emit({ kind: 'done', job, record: answer.record });
    }
    if (answer.kind === 'failed') {
      this.#failed = true;
      const { error } = answer;
      const kept = await keepRecord(this.#store, job, failedRecord(job, threads, error));
      this.#emit({ kind: 'failed', job, error, kept });
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
