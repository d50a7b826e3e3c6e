import { HebbenchError, type RecordedError } from '@hebbench/core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Job } from './job.ts';
import type { Place } from './place.ts';
import type { RunProgress } from './run-progress.ts';
import type { WorkerAnswer } from './worker-messages.ts';
import type { Ended, WorkerProcess } from './worker-process.ts';

/** Settings of {@link runJob}. */
export interface RunJobOptions {
  /** Stops the run after a checkpoint. */
  readonly signal: AbortSignal;
  /** Seconds without a sign of life after which the run is given up. */
  readonly silenceSeconds: number;
  readonly onProgress: (progress: RunProgress) => void;
}

/** Has a process do a job. The job's own answer, or what its process has come to instead. */
export async function runJob(
  worker: WorkerProcess,
  job: Job,
  place: Place,
  { signal, onProgress, silenceSeconds }: RunJobOptions,
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
  const outcome = await worker.run(job, place, (message) => {
    alive = true;
    clearTimeout(watch);
    watch = setTimeout(giveUp, silenceSeconds * 1000);
    if (message.hebbench === 'progress') onProgress(message.progress);
  });
  signal.removeEventListener('abort', onAbort);
  clearTimeout(watch);
  if (outcome.kind !== 'ended') return outcome;
  if (silent) return { kind: 'failed', error: hung(job, silenceSeconds) };
  // A signal to the whole group may end the process before this one has heard of it.
  await nextTurn();
  // Whoever stops this process may end the others himself: their runs go on from their checkpoints.
  return signal.aborted ? { kind: 'interrupted' } : { kind: 'failed', error: died(job, outcome) };
}

function hung({ cell }: Job, seconds: number): RecordedError {
  const { code, message } = new HebbenchError('WORKER_DIED', `The run of the rule "${cell.rule}" hangs.`, {
    got: `no sign of life for ${seconds} s: a step, or something else of the rule, does not return`,
    expected: 'steps that end',
    fix: 'mend the rule, or raise --silence if its steps take that long',
  });
  return { code, message };
}

function died({ cell }: Job, { how }: Ended): RecordedError {
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
