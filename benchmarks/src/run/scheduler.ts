import { HebbenchError, type RecordedError, type RunRecord } from '@hebbench/core';
import type { RunProgress } from './run-progress.ts';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunTask } from './execute.ts';
import { inOrder, waitsFor } from './order.ts';
import { startWorker, type Ended, type WorkerProcess } from './worker-process.ts';
import type { WorkerAnswer } from './worker-messages.ts';

/** What becomes of the runs. */
export interface ScheduleEvents {
  onStart(task: RunTask): void;
  onProgress(task: RunTask, progress: RunProgress): void;
  onDone(task: RunTask, record: RunRecord): void;
  onFailed(task: RunTask, error: RecordedError): void;
  /** Told each line that a worker process writes, to its stdout too, as text that can be printed. */
  onLine(line: string): void;
  /** Told that fewer processes work than were asked for. */
  onFewer(error: HebbenchError): void;
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
  /** What the child processes run. @defaultValue this package's own; a test has another one */
  readonly file?: string;
}

// The worker is this package's own file, as source or built: it has the ending of this one.
const WORKER = fileURLToPath(new URL(`worker${import.meta.url.slice(-3)}`, import.meta.url));

const LOOK_AGAIN_MILLISECONDS = 500;

/**
 * Runs tasks in child processes, the longest first. Resolves when all have ended or the signal has stopped them.
 * @throws {@link HebbenchError} `WORKER_DIED` if the system starts no process and none is left to go on
 */
export async function schedule(tasks: readonly RunTask[], options: ScheduleOptions): Promise<void> {
  const { workers, signal, failFast, file = WORKER, onLine } = options;
  const queue = inOrder(tasks);
  let failed = false;
  /** What went wrong outside a run: nothing more is started, and what runs ends first. */
  let trouble: { readonly error: unknown } | undefined;
  const training = new Map<RunTask, Promise<unknown>>();
  const mustWait = (task: RunTask): boolean => [...training.keys()].some((other) => waitsFor(task, other));
  const next = (): number => queue.findIndex((each) => !mustWait(each));
  const stopped = (): boolean =>
    signal.aborted || trouble !== undefined || (failed && failFast) || queue.length === 0;
  let living = 0;
  let fewer: HebbenchError | undefined;
  let told = false;
  /** Once, and where there is one that goes on: without any, the last error says it. */
  const tellFewer = (): void => {
    if (!fewer || told || living === 0) return;
    told = true;
    options.onFewer(fewer);
  };
  const work = async (): Promise<void> => {
    let worker: WorkerProcess | undefined;
    try {
      while (!stopped()) {
        if (next() === -1) {
          // What a run waits for may be in the store long before the other run ends.
          await Promise.race([...training.values(), sleep(LOOK_AGAIN_MILLISECONDS)]);
          continue;
        }
        if (!worker) {
          worker = await startWorker(file, onLine, signal);
          if (!worker) return;
          living++;
          tellFewer();
        }
        // Nothing waits between the choice and the entry in `training`, or two workers would train the same.
        const index = stopped() ? -1 : next();
        if (index === -1) continue;
        const task = queue.splice(index, 1)[0]!;
        options.onStart(task);
        const running = runTask(worker, task, options);
        training.set(task, running);
        const answer = await running;
        training.delete(task);
        if (answer.kind === 'done') options.onDone(task, answer.record);
        if (answer.kind === 'failed') {
          failed = true;
          options.onFailed(task, answer.error);
          // Whatever the run has done to its process, the next one does not inherit it.
          await worker.end();
          worker = undefined;
          living--;
        }
      }
    } finally {
      await worker?.end();
      if (worker) living--;
    }
  };
  let working = Math.min(workers, queue.length);
  const workOrLeave = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // The others do what this one would have done.
      if (error instanceof HebbenchError && working > 1) {
        fewer ??= error;
        tellFewer();
      } else trouble ??= { error };
    } finally {
      working--;
    }
  };
  await Promise.all(Array.from({ length: working }, workOrLeave));
  if (trouble) throw trouble.error;
}

/** A run's own answer, or what its process has come to instead. */
async function runTask(
  worker: WorkerProcess,
  task: RunTask,
  { signal, onProgress, silenceSeconds }: ScheduleOptions,
): Promise<WorkerAnswer> {
  let alive = false;
  let silent = false;
  // Runs from the first sign of life: before it, the process loads none but our own code.
  let watch: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    silent = true;
    void worker.end();
  };
  // A process that is still loading has nothing to save.
  const onAbort = (): void => void (alive ? worker.stop() : worker.end());
  signal.addEventListener('abort', onAbort);
  const outcome = await worker.run(task, (message) => {
    alive = true;
    clearTimeout(watch);
    watch = setTimeout(giveUp, silenceSeconds * 1000);
    if (message.hebbench === 'progress') onProgress(task, message.progress);
  });
  signal.removeEventListener('abort', onAbort);
  clearTimeout(watch);
  if (outcome.kind !== 'ended') return outcome;
  if (silent) return { kind: 'failed', error: hung(task, silenceSeconds) };
  // A signal to the whole group may end the process before this one has heard of it.
  await nextTurn();
  // Whoever stops this process may end the others himself: their runs go on from their checkpoints.
  return signal.aborted ? { kind: 'interrupted' } : { kind: 'failed', error: died(task, outcome) };
}

function hung({ cell }: RunTask, seconds: number): RecordedError {
  const { code, message } = new HebbenchError('WORKER_DIED', `The run of the rule "${cell.rule}" hangs.`, {
    got: `no sign of life for ${seconds} s: a step, or something else of the rule, does not return`,
    expected: 'steps that end',
    fix: 'mend the rule, or raise --silence if its steps take that long',
  });
  return { code, message };
}

function died({ cell }: RunTask, { how }: Ended): RecordedError {
  const { code, message } = new HebbenchError(
    'WORKER_DIED',
    `The process of the rule "${cell.rule}" ended without a result.`,
    {
      got: `its end with ${how}`,
      expected: 'a process that lives until its run has ended',
      fix: how === 'SIGKILL' ? TOO_LARGE : 'see what it wrote before; if the rule ends it, mend the rule',
    },
  );
  return { code, message };
}

const TOO_LARGE =
  'if nobody has killed it, the system ran out of memory: ask for fewer runs at once with --workers; then start the same command again';
