import { HebbenchError, type RecordedError, type RunRecord } from '@hebbench/core';
import type { TrainingProgress } from '@hebbench/nn';
import Tinypool from 'tinypool';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunTask } from './execute.ts';
import { inOrder, waitsFor } from './order.ts';
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
  /** Seconds without a sign of life after which a run is given up. */
  readonly silenceSeconds: number;
}

// The worker is this package's own file, as source or built: it has the ending of this one.
const WORKER = fileURLToPath(new URL(`worker${import.meta.url.slice(-3)}`, import.meta.url));

const REMIND_MILLISECONDS = 250;
const AWAKE_MILLISECONDS = 1000;
const LOOK_AGAIN_MILLISECONDS = 500;

/** Runs tasks in child processes, the longest first. Resolves when all have ended or the signal has stopped them. */
export async function schedule(tasks: readonly RunTask[], options: ScheduleOptions): Promise<void> {
  const { workers, signal, failFast } = options;
  const queue = inOrder(tasks);
  const count = Math.min(workers, queue.length);
  if (count === 0) return;
  let failed = false;
  const training = new Map<RunTask, Promise<unknown>>();
  const mustWait = (task: RunTask): boolean => [...training.keys()].some((other) => waitsFor(task, other));
  const stopped = (): boolean => signal.aborted || (failed && failFast) || queue.length === 0;
  const work = async (): Promise<void> => {
    let pool = openPool();
    try {
      for (;;) {
        if (stopped()) return;
        const index = queue.findIndex((each) => !mustWait(each));
        if (index === -1) {
          // What a run waits for may be in the store long before the other run ends.
          await Promise.race([...training.values(), sleep(LOOK_AGAIN_MILLISECONDS)]);
          continue;
        }
        // Nothing waits between the choice and the entry in `training`, or two workers would train the same.
        const task = queue.splice(index, 1)[0]!;
        options.onStart(task);
        const running = runTask(pool, task, options);
        training.set(task, running);
        const answer = await running;
        training.delete(task);
        if (answer.kind === 'done') options.onDone(task, answer.record);
        if (answer.kind === 'failed') {
          failed = true;
          options.onFailed(task, answer.error);
          // Whatever the run has done to its process, the next one does not inherit it.
          await pool.destroy();
          pool = openPool();
        }
      }
    } finally {
      await pool.destroy();
    }
  };
  // The pools wait for processes that end, but these do not keep this one alive.
  const awake = setInterval(() => {}, AWAKE_MILLISECONDS);
  try {
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    clearInterval(awake);
  }
}

/** A pool of one process: with several, a pool whose processes are replaced may leave a waiting run to none of them. */
function openPool(): Tinypool {
  return new Tinypool({
    filename: WORKER,
    runtime: 'child_process',
    minThreads: 0,
    maxThreads: 1,
    execArgv: process.execArgv,
    // Left to itself, the pool gives its processes an empty environment.
    env: process.env as Record<string, string>,
  });
}

async function runTask(
  pool: Tinypool,
  task: RunTask,
  { signal, onProgress, silenceSeconds }: ScheduleOptions,
): Promise<WorkerAnswer> {
  let stop = (): void => {};
  const silence = new AbortController();
  // Runs from the first sign of life: before it, the process loads none but our own code.
  let watch: NodeJS.Timeout | undefined;
  const channel = {
    onMessage: (send: (message: ParentMessage) => void) => {
      stop = () => send({ hebbench: 'stop' });
    },
    postMessage: (message: Partial<WorkerMessage> | null) => {
      if (message?.hebbench === undefined) return;
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), silenceSeconds * 1000);
      if (message.hebbench === 'progress' && message.progress) onProgress(task, message.progress);
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
    // The pool kills the process of a run that is aborted.
    return (await pool.run(task, { channel, signal: silence.signal })) as WorkerAnswer;
  } catch (error) {
    // Whoever stops this process may end the others himself: their runs go on from their checkpoints.
    if (signal.aborted && !silence.signal.aborted) return { kind: 'interrupted' };
    return { kind: 'failed', error: silence.signal.aborted ? hung(task, silenceSeconds) : died(task, error) };
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearInterval(reminder);
    clearTimeout(watch);
  }
}

function hung({ cell }: RunTask, seconds: number): RecordedError {
  const { code, message } = new HebbenchError('WORKER_DIED', `The run of the rule "${cell.rule}" hangs.`, {
    got: `no sign of life for ${seconds} s: a step, or something else of the rule, does not return`,
    expected: 'steps that end',
    fix: 'mend the rule, or raise --silence if its steps take that long',
  });
  return { code, message };
}

function died({ cell }: RunTask, error: unknown): RecordedError {
  return {
    code: 'WORKER_DIED',
    message: `The process of the rule "${cell.rule}" ended without a result: ${(error as Error).message}`,
  };
}
