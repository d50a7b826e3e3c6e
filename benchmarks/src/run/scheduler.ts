import type { RecordedError, RunRecord } from '@hebbench/core';
import type { TrainingProgress } from '@hebbench/nn';
import Tinypool from 'tinypool';
import { fileURLToPath } from 'node:url';
import { estimateCost } from './cost.ts';
import type { RunTask } from './execute.ts';
import type { ParentMessage, WorkerAnswer, WorkerMessage } from './worker.ts';

/** What becomes of the runs. */
export interface ScheduleEvents {
  onStart(task: RunTask): void;
  onProgress(task: RunTask, progress: TrainingProgress): void;
  onDone(task: RunTask, record: RunRecord): void;
  onFailed(task: RunTask, error: RecordedError): void;
}

/** Settings of {@link schedule}. */
export interface ScheduleOptions extends ScheduleEvents {
  /** Child processes at once, ≥ 1. */
  readonly workers: number;
  /** Stops all runs; each saves a checkpoint first. */
  readonly signal: AbortSignal;
  /** Whether to start no further run after a failed one. */
  readonly failFast: boolean;
}

// The worker is this package's own file, as source or built: it has the ending of this one.
const WORKER = fileURLToPath(new URL(`worker${import.meta.url.slice(-3)}`, import.meta.url));

const REMIND_MILLISECONDS = 250;

/** Runs tasks in child processes, the longest first. Resolves when all have ended or the signal has stopped them. */
export async function schedule(tasks: readonly RunTask[], options: ScheduleOptions): Promise<void> {
  const { workers, signal, failFast } = options;
  const queue = tasks.toSorted((a, b) => estimateCost(b.cell) - estimateCost(a.cell));
  const count = Math.min(workers, queue.length);
  if (count === 0) return;
  const pool = new Tinypool({
    filename: WORKER,
    runtime: 'child_process',
    minThreads: 0,
    maxThreads: count,
    execArgv: process.execArgv,
    // Left to itself, the pool gives its processes an empty environment.
    env: process.env as Record<string, string>,
  });
  let failed = false;
  // Runs that train the same network come one after the other: the later ones take it from the store.
  const training = new Map<string, Promise<unknown>>();
  const next = async (): Promise<RunTask | undefined> => {
    for (;;) {
      if (signal.aborted || (failed && failFast) || queue.length === 0) return undefined;
      const index = queue.findIndex(({ modelHash }) => !training.has(modelHash));
      if (index >= 0) return queue.splice(index, 1)[0];
      await Promise.race(training.values());
    }
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const task = await next();
      if (!task) return;
      options.onStart(task);
      const running = runTask(pool, task, options);
      training.set(task.modelHash, running);
      const answer = await running;
      training.delete(task.modelHash);
      if (answer.kind === 'done') options.onDone(task, answer.record);
      if (answer.kind === 'failed') {
        failed = true;
        options.onFailed(task, answer.error);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    await pool.destroy();
  }
}

async function runTask(
  pool: Tinypool,
  task: RunTask,
  { signal, onProgress }: ScheduleOptions,
): Promise<WorkerAnswer> {
  let stop = (): void => {};
  const channel = {
    onMessage: (send: (message: ParentMessage) => void) => {
      stop = () => send({ hebbench: 'stop' });
    },
    postMessage: (message: Partial<WorkerMessage> | null) => {
      if (message?.hebbench === 'progress' && message.progress) onProgress(task, message.progress);
    },
  };
  // Said again and again: a process that is still loading does not hear it yet.
  let reminder: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    stop();
    reminder = setInterval(() => stop(), REMIND_MILLISECONDS);
  };
  signal.addEventListener('abort', onAbort);
  try {
    return (await pool.run(task, { channel })) as WorkerAnswer;
  } catch (error) {
    return {
      kind: 'failed',
      error: {
        code: 'WORKER_DIED',
        message: `The process of this run ended without a result: ${(error as Error).message}`,
      },
    };
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearInterval(reminder);
  }
}
