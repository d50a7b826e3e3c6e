import type { RecordedError, RunRecord } from '@hebbench/core';
import type { RunProgress } from './run-progress.ts';
import type { Job } from './job.ts';
import type { Place } from './place.ts';

/** What became of a run in a worker process. */
export type WorkerAnswer =
  | { readonly kind: 'done'; readonly record: RunRecord }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly error: RecordedError };

/** What a worker process says. */
export type WorkerMessage =
  /** Said once, when it can be given a run. */
  | { readonly hebbench: 'ready' }
  | { readonly hebbench: 'progress'; readonly progress: RunProgress }
  /** Said once a second while it works, as long as nothing keeps the process from it. */
  | { readonly hebbench: 'alive' }
  | { readonly hebbench: 'answer'; readonly answer: WorkerAnswer };

/** What the parent process says to a worker. */
export type ParentMessage =
  { readonly hebbench: 'run'; readonly job: Job; readonly place: Place } | { readonly hebbench: 'stop' };
