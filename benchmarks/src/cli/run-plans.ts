import { HebbenchError, type RunRecord } from '@hebbench/core';
import { formatDuration } from '../progress/duration.ts';
import { liveProgress } from '../progress/live.ts';
import { plainProgress } from '../progress/plain.ts';
import type { ProgressView } from '../progress/progress.ts';
import type { RunTask } from '../run/execute.ts';
import { failedRecord, spoilsCheckpoint } from '../run/failed-record.ts';
import type { SuitePlan } from '../run/plan.ts';
import { schedule } from '../run/scheduler.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import type { Failure } from './failures.ts';
import { onInterrupt } from './interrupt.ts';
import { messages } from './messages.ts';
import { shareCores } from './share-cores.ts';
import { moves, styleOf } from './terminal.ts';

/** How runs are executed. */
export interface Execution {
  /** Runs at once. @defaultValue as many as there are cores */
  readonly workers?: number | undefined;
  /** Whether no further run is started after a failed one. */
  readonly failFast: boolean;
  /** Seconds without a sign of life after which a run is given up. */
  readonly silenceSeconds: number;
  /** Whether stdout is kept for JSON. */
  readonly json: boolean;
  /** Told of each run that fails. */
  readonly onFailure: (failure: Failure) => void;
}

/**
 * Executes the runs of plans, keeps each record as soon as it is there, and shows how far they are. The caller holds
 * the locks of their stores.
 * @returns the exit status: 0 if all is well, 1 if a run failed or no process could be started for it, 130 if the user
 * interrupted
 * @throws {@link HebbenchError} `NOT_WRITABLE` if a record could not be kept
 */
export async function runPlans(planned: readonly SuitePlan[], execution: Execution): Promise<number> {
  const { failFast, silenceSeconds, json, onFailure } = execution;
  const finished = sum(planned.map((plan) => plan.finished.length));
  const { workers, threads } = shareCores(execution.workers, {
    left: sum(planned.map((plan) => plan.tasks.length)),
    finished,
  });
  const storeOf = new Map(
    planned.flatMap(({ tasks, store }) => tasks.map((task) => [{ ...task, threads }, store] as const)),
  );
  const tasks: RunTask[] = [...storeOf.keys()];
  if (finished > 0)
    messages.info(
      `${finished} ${finished === 1 ? 'run is' : 'runs are'} finished already and not repeated (--force repeats).`,
    );

  // Other stores may use the same networks.
  new Set(tasks.map(({ modelDirectory }) => modelDirectory)).forEach(removeLeftovers);
  const view = openView(tasks, json);
  const interruption = onInterrupt(() =>
    messages.warn('Stopping: finished runs are kept, running ones are saved. Ctrl-C again stops at once.'),
  );
  let failures = 0;
  // Failed runs with a result of an earlier command.
  let outlived = 0;
  let problem: unknown;
  const keep = (task: RunTask, record: RunRecord): void => {
    try {
      const store = storeOf.get(task)!;
      if (!store.write(record)) outlived++;
      if (!record.error || spoilsCheckpoint(record.error)) store.dropCheckpoint(task);
    } catch (error) {
      // Without a place for results, further runs would be for nothing.
      problem ??= error;
      interruption.stop();
    }
  };
  // The system starts no process for what is left.
  let refused: HebbenchError | undefined;
  const startedAt = Date.now();
  try {
    await schedule(tasks, {
      workers,
      failFast,
      silenceSeconds,
      signal: interruption.signal,
      onLine: (line) => view.print(line),
      onFewer: ({ message }) =>
        view.print(`WARNING: Fewer runs go on at once than were asked for. ${message}`),
      onStart: (task) => view.started(task),
      onProgress: (task, progress) => view.progressed(task, progress),
      onDone: (task, record) => {
        keep(task, record);
        view.done(task, record);
      },
      onFailed: (task, error) => {
        failures++;
        onFailure({ cell: task.cell, seed: task.seed, error });
        keep(task, failedRecord(task, error));
        view.failed(task, error);
      },
    });
  } catch (error) {
    // The report is written all the same.
    if (!(error instanceof HebbenchError)) throw error;
    refused = error;
  } finally {
    view.close();
    interruption.close();
  }
  if (problem !== undefined) throw problem;
  if (refused) messages.error(refused.message);
  else if (tasks.length > 0)
    messages.info(
      `${tasks.length} ${tasks.length === 1 ? 'run' : 'runs'} in ${formatDuration((Date.now() - startedAt) / 1000)}.`,
    );
  if (outlived > 0)
    messages.warn(
      `${outlived === 1 ? 'A failed run has' : `${outlived} failed runs have`} an earlier result, which is kept.`,
    );
  if (interruption.signal.aborted) {
    messages.warn('Interrupted. Start the same command again to go on.');
    return 130;
  }
  return failures > 0 || refused ? 1 : 0;
}

function openView(tasks: readonly RunTask[], json: boolean): ProgressView {
  const stream = json ? process.stderr : process.stdout;
  return moves(stream)
    ? liveProgress(tasks, stream, () => styleOf(stream))
    : plainProgress(tasks, (line) => stream.write(`${line}\n`));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
