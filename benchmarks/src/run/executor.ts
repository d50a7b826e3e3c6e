import type { HebbenchError, RecordedError, RunRecord } from '@hebbench/core';
import type { Store } from '../store/store.ts';
import type { Job } from './job.ts';
import type { RunProgress } from './run-progress.ts';

/** What becomes of jobs. */
export type JobEvent =
  | { readonly kind: 'started'; readonly job: Job }
  | { readonly kind: 'progress'; readonly job: Job; readonly progress: RunProgress }
  /** Its record is in the store. `elsewhere`: another command has done it meanwhile. */
  | { readonly kind: 'done'; readonly job: Job; readonly record: RunRecord; readonly elsewhere: boolean }
  | {
      readonly kind: 'failed';
      readonly job: Job;
      readonly error: RecordedError;
      /** Whether its record is in the store: a result of an earlier command stays. */
      readonly kept: boolean;
      /** Whether another command has tried it meanwhile. */
      readonly elsewhere: boolean;
    }
  /** Other commands, named in words, do all that is left. */
  | { readonly kind: 'elsewhere'; readonly jobs: readonly Job[]; readonly by: readonly string[] }
  /** A line that a process of a run has written, to its stdout too, as text that can be printed. */
  | { readonly kind: 'line'; readonly text: string }
  /** Fewer processes work than were asked for. */
  | { readonly kind: 'fewer'; readonly error: HebbenchError };

/** Has jobs done, on this machine or on others. */
export interface Executor {
  /**
   * Does jobs, and keeps what comes of them.
   * @param store - where it is kept: each record is there before its event
   * @param signal - stops the jobs; what they have done so far is saved
   * @returns what becomes of the jobs, until all have ended or are stopped. The iteration throws {@link HebbenchError}
   * `WORKER_DIED` if no process can be started for what is left, `NOT_WRITABLE` if a record cannot be kept
   */
  run(jobs: readonly Job[], store: Store, signal: AbortSignal): AsyncIterable<JobEvent>;
}
