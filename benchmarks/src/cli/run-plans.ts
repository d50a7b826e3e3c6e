import { HebbenchError } from '@hebbench/core';
import { formatDuration } from '../progress/duration.ts';
import { liveProgress } from '../progress/live.ts';
import { plainProgress } from '../progress/plain.ts';
import { ProgressState, type ProgressView } from '../progress/progress.ts';
import { toldProgress } from '../progress/told.ts';
import type { DatasetSource } from '../datasets/source.ts';
import type { RulePackage } from '../rules/packages.ts';
import type { Executor, JobEvent } from '../run/executor.ts';
import { localExecutor } from '../run/local-executor.ts';
import { storedNetworks } from '../run/order.ts';
import { packagesFor } from '../run/place.ts';
import type { SuitePlan } from '../run/plan.ts';
import { claimsOf, removeClaimsOfTheDead } from '../store/claims.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import { modelDirectoryOf, openReportStore } from '../store/report-store.ts';
import type { Failure } from './failures.ts';
import type { QueueFlags } from './queue-flags.ts';
import { onInterrupt } from './interrupt.ts';
import { messages } from './messages.ts';
import { shareCores } from './share-cores.ts';
import { moves, styleOf } from './terminal.ts';

/** How runs are executed. */
export interface Execution {
  /** Folder of the reports. */
  readonly out: string;
  /** Packages of the installed rules. */
  readonly packages: readonly RulePackage[];
  /** Where data sets come from that `@hebbench/datasets` does not define, by name. @defaultValue nowhere */
  readonly sources?: ReadonlyMap<string, DatasetSource>;
  /** The user's data folder. */
  readonly dataDirectory: string | undefined;
  /** Runs at once. @defaultValue as many as there are cores */
  readonly workers?: number | undefined;
  /** Whether no further run is started after a failed one. */
  readonly failFast: boolean;
  /** Seconds without a sign of life after which a run is given up. */
  readonly silenceSeconds: number;
  /** Whether stdout is kept for JSON. */
  readonly json: boolean;
  /** Whose workers do the runs. @defaultValue processes of this command */
  readonly queue?: QueueFlags | undefined;
  /** Told of each run that fails. */
  readonly onFailure: (failure: Failure) => void;
}

/**
 * Executes the runs of plans, keeps each record as soon as it is there, and shows how far they are. Runs that another
 * command does meanwhile are waited for, and not done twice.
 * @returns the exit status: 0 if all is well, 1 if a run failed or no process could be started for it, 130 if the user
 * interrupted
 * @throws {@link HebbenchError} `NOT_WRITABLE` if a record could not be kept
 */
export async function runPlans(planned: readonly SuitePlan[], execution: Execution): Promise<number> {
  const { out, packages, sources, dataDirectory, failFast, silenceSeconds, json, onFailure } = execution;
  const finished = sum(planned.map((plan) => plan.finished.length));
  const jobs = planned.flatMap((plan) => plan.jobs);
  const { workers, threads } = shareCores(execution.workers, { left: jobs.length, finished });
  const runs = new Map(
    planned.flatMap(({ jobs: own, store: records }) =>
      own.map((job) => [job.id, { run: job, store: records }] as const),
    ),
  );
  const store = openReportStore(out, runs);
  if (finished > 0)
    messages.info(
      `${finished} ${finished === 1 ? 'run is' : 'runs are'} finished already and not repeated (--force repeats).`,
    );

  const modelDirectory = modelDirectoryOf(out);
  for (const directory of [...planned.map((plan) => plan.store.directory), modelDirectory]) {
    removeLeftovers(directory);
    removeClaimsOfTheDead(directory);
  }
  const queue = execution.queue && jobs.length > 0 ? await executorOf(execution.queue, failFast) : undefined;
  const executor =
    queue?.executor ??
    localExecutor({
      workers,
      failFast,
      silenceSeconds,
      claim: claimsOf(out, runs, store),
      placeOf: (job) => ({
        packages: packagesFor(job, packages),
        source: sources?.get(job.cell.dataset),
        dataDirectory,
        threads,
        modelDirectory,
        checkpointDirectory: runs.get(job.id)!.store.checkpointDirectory(job),
      }),
    });
  const state = new ProgressState(jobs, await storedNetworks(jobs, store));
  const view = toldProgress(openView(state, json), state, out);
  const interruption = onInterrupt(() =>
    messages.warn(
      queue
        ? 'Leaving: the workers of the queue go on with the runs.'
        : 'Stopping: finished runs are kept, running ones are saved. Ctrl-C again stops at once.',
    ),
  );
  let failures = 0;
  // Failed runs with a result of an earlier command.
  let outlived = 0;
  // The system starts no process for what is left.
  let refused: HebbenchError | undefined;
  const startedAt = Date.now();
  try {
    for await (const event of executor.run(jobs, store, interruption.signal)) {
      show(view, event);
      if (event.kind !== 'failed') continue;
      failures++;
      if (!event.kept) outlived++;
      onFailure({ cell: event.job.cell, seed: event.job.seed, error: event.error });
    }
  } catch (error) {
    // The report is written all the same.
    if (!(error instanceof HebbenchError && error.code === 'WORKER_DIED')) throw error;
    refused = error;
  } finally {
    view.close();
    interruption.close();
    await queue?.close();
  }
  if (refused) messages.error(refused.message);
  else if (jobs.length > 0)
    messages.info(
      `${jobs.length} ${jobs.length === 1 ? 'run' : 'runs'} in ${formatDuration((Date.now() - startedAt) / 1000)}.`,
    );
  if (outlived > 0)
    messages.warn(
      `${outlived === 1 ? 'A failed run has' : `${outlived} failed runs have`} an earlier result, which is kept.`,
    );
  if (interruption.signal.aborted) {
    messages.warn(
      queue
        ? 'Left. The same command shows the runs again; `pnpm bench queue` says how far they are.'
        : 'Interrupted. Start the same command again to go on.',
    );
    return 130;
  }
  return failures > 0 || refused ? 1 : 0;
}

/** Loads what speaks with a queue, which nothing else needs. */
async function executorOf(
  { queue, store: large }: QueueFlags,
  failFast: boolean,
): Promise<{ executor: Executor; close(): Promise<void> }> {
  const [{ openQueue }, { queueExecutor }] = await Promise.all([
    import('../queue/connection.ts'),
    import('../queue/executor.ts'),
  ]);
  const { connection, store } = await openQueue(queue, large);
  return {
    executor: queueExecutor(connection, { store, failFast }),
    close: () => connection.close(),
  };
}

function show(view: ProgressView, event: JobEvent): void {
  switch (event.kind) {
    case 'started':
      return view.started(event.job);
    case 'progress':
      return view.progressed(event.job, event.progress);
    case 'done':
      return view.done(event.job, event.record, event.elsewhere);
    case 'failed':
      return view.failed(event.job, event.error);
    case 'elsewhere':
      return view.print(elsewhereText(event));
    case 'line':
      return view.print(event.text);
    case 'fewer':
      return view.print(`WARNING: Fewer runs go on at once than were asked for. ${event.error.message}`);
  }
}

function elsewhereText({ jobs, by }: Extract<JobEvent, { kind: 'elsewhere' }>): string {
  const runs = jobs.length === 1 ? 'A run is' : `${jobs.length} runs are`;
  return `${runs} being done by another command, and waited for: ${by.join('; ')}.`;
}

function openView(state: ProgressState, json: boolean): ProgressView {
  const stream = json ? process.stderr : process.stdout;
  return moves(stream)
    ? liveProgress(state, stream, () => styleOf(stream))
    : plainProgress(state, (line) => stream.write(`${line}\n`));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
