import type { RecordedError, RunRecord } from '@hebbench/core';
import type { RunProgress } from '../run/run-progress.ts';
import { totalCost, trainingCost, type RunCost } from '../run/cost.ts';
import type { Job } from '../run/job.ts';
import { inOrder } from '../run/order.ts';
import { runName } from '../store/run-store.ts';
import { Pace, secondsUntilDone } from './pace.ts';

/** Shows how far the runs are. */
export interface ProgressView {
  started(job: Job): void;
  progressed(job: Job, progress: RunProgress): void;
  /** @param elsewhere - whether another command has done it */
  done(job: Job, record: RunRecord, elsewhere?: boolean): void;
  failed(job: Job, error: RecordedError): void;
  /** Shows a line that a run's process has written, on stderr. */
  print(line: string): void;
  /** Leaves the terminal as text can go on. */
  close(): void;
}

/** A run that is going on. */
export interface RunningRun {
  readonly label: string;
  readonly startedAt: number;
  /** Done when it was started (more than 0 after a resume), in [0, 1]. */
  readonly startFraction: number;
  readonly fraction: number;
  readonly phase: string;
  /** Measured last, in percent. */
  readonly accuracy: number | undefined;
}

/** The state behind all views. */
export class ProgressState {
  readonly total: number;
  finished = 0;
  failures = 0;
  readonly running: Map<string, RunningRun> = new Map();
  readonly #startedAt = Date.now();
  readonly #severalSuites: boolean;
  /** What is left of each run's work that has not ended, in the order in which they start. */
  readonly #left = new Map<string, RunCost>();
  readonly #rules = new Map<string, string>();
  /** Of what has ended. */
  readonly #pace = new Pace();
  #secondsTaken = 0;
  /** Runs that were going on at once. */
  #most = 1;

  /** @param stored - hashes of the networks and hidden layers that need not be trained. */
  constructor(jobs: readonly Job[], stored: ReadonlySet<string> = new Set()) {
    this.total = jobs.length;
    this.#severalSuites = new Set(jobs.map(({ cell }) => cell.suite)).size > 1;
    const trained = new Set<string | undefined>();
    // In the order in which they start: of runs that share hidden layers, the first trains them.
    for (const job of inOrder(jobs)) {
      this.#left.set(keyOf(job), costBeside(trained, stored, job));
      this.#rules.set(keyOf(job), job.cell.rule);
      trained.add(job.modelHash).add(job.hiddenHash);
    }
  }

  /** A run's name for people. */
  labelOf(job: Job): string {
    const name = runName(job).replaceAll('--', '/').replace('.seed-', ' #');
    return this.#severalSuites ? `${job.cell.suite}/${name}` : name;
  }

  start(job: Job): void {
    this.running.set(keyOf(job), {
      label: this.labelOf(job),
      startedAt: Date.now(),
      startFraction: 0,
      fraction: 0,
      phase: 'starting',
      accuracy: undefined,
    });
    this.#most = Math.max(this.#most, this.running.size);
  }

  progress(job: Job, { overallFraction, phase, accuracy }: RunProgress): void {
    const run = this.running.get(keyOf(job));
    if (!run) return;
    const startFraction =
      run.phase === 'starting' && overallFraction > 0.05 ? overallFraction : run.startFraction;
    this.running.set(keyOf(job), {
      ...run,
      fraction: overallFraction,
      phase,
      startFraction,
      accuracy: accuracy ?? run.accuracy,
    });
  }

  end(job: Job, ok: boolean): void {
    const key = keyOf(job);
    const run = this.running.get(key);
    // Another command's, or what ended before its work was done, says nothing of the pace.
    if (run && ok) {
      const cost = this.#left.get(key)!;
      const seconds = secondsSince(run.startedAt);
      this.#pace.add(job.cell.rule, seconds, totalCost(cost) - run.startFraction * trainingCost(cost));
      this.#secondsTaken += seconds;
    }
    this.running.delete(key);
    this.#left.delete(key);
    this.finished++;
    if (!ok) this.failures++;
  }

  /** Estimated seconds until all is done, or `undefined` as long as there is nothing to estimate from. */
  secondsLeft(): number | undefined {
    const pace = this.#pace.copy();
    let taken = this.#secondsTaken;
    for (const [key, { startedAt, fraction, startFraction }] of this.running) {
      const seconds = secondsSince(startedAt);
      taken += seconds;
      pace.add(
        this.#rules.get(key)!,
        seconds,
        (fraction - startFraction) * trainingCost(this.#left.get(key)!),
      );
    }
    const secondsOf = pace.secondsOf();
    if (!secondsOf) return undefined;
    const running: number[] = [];
    const waiting: number[] = [];
    for (const [key, cost] of this.#left) {
      const run = this.running.get(key);
      // How far scoring is, is not known.
      const work = totalCost(cost) - (run?.fraction ?? 0) * trainingCost(cost);
      (run ? running : waiting).push(secondsOf(this.#rules.get(key)!, work));
    }
    const work = [...running, ...waiting].reduce((sum, seconds) => sum + seconds, 0);
    return isTelling(taken / (taken + work), secondsSince(this.#startedAt))
      ? secondsUntilDone(running, waiting, this.#most)
      : undefined;
  }
}

function secondsSince(time: number): number {
  return (Date.now() - time) / 1000;
}

/**
 * Whether what was done says how long the rest will take. The first seconds load programs and images, and the first runs
 * are the longest, of which the estimated work is least like the others'.
 */
function isTelling(share: number, elapsedSeconds: number): boolean {
  return share > 0.2 ? elapsedSeconds > 2 : share > 0.01 && elapsedSeconds > 60;
}

/** What is left of a run's work with the networks and hidden layers that the store has or other runs train. */
function costBeside(
  trained: ReadonlySet<string | undefined>,
  stored: ReadonlySet<string>,
  { modelHash, hiddenHash, retrain, cost }: Job,
): RunCost {
  if (trained.has(modelHash) || (!retrain && stored.has(modelHash))) return { ...cost, hidden: 0, rest: 0 };
  if (hiddenHash === undefined) return cost;
  const shared = trained.has(hiddenHash) || (!retrain && stored.has(hiddenHash));
  return shared ? { ...cost, hidden: 0 } : cost;
}

/** Why a run failed, for people: the messages of this program's own errors name their code themselves. */
export function failureText({ code, message }: RecordedError): string {
  return message.includes(`[${code}]`) ? message : `${code}: ${message}`;
}

/** Estimated seconds until a run is trained; how long scoring takes is not known. */
export function secondsLeftOf({ startedAt, fraction, startFraction }: RunningRun): number | undefined {
  const gained = fraction - startFraction;
  return gained > 0.02 && fraction < 1
    ? ((Date.now() - startedAt) / 1000 / gained) * (1 - fraction)
    : undefined;
}

function keyOf({ cell, seed }: Job): string {
  return `${cell.id} ${seed}`;
}
