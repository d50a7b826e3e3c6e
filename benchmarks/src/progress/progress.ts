import type { RecordedError, RunRecord } from '@hebbench/core';
import type { TrainingProgress } from '@hebbench/nn';
import { estimateCost } from '../run/cost.ts';
import type { RunTask } from '../run/execute.ts';
import { runName } from '../store/run-store.ts';

/** Shows how far the runs are. */
export interface ProgressView {
  started(task: RunTask): void;
  progressed(task: RunTask, progress: TrainingProgress): void;
  done(task: RunTask, record: RunRecord): void;
  failed(task: RunTask, error: RecordedError): void;
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
}

/** What a run costs whose network another one trains, as a share of what it would cost alone. */
const SHARE_WITHOUT_TRAINING = 0.2;

/** The state behind all views. */
export class ProgressState {
  readonly total: number;
  finished = 0;
  failures = 0;
  readonly running: Map<string, RunningRun> = new Map();
  readonly #startedAt = Date.now();
  readonly #totalCost: number;
  #finishedCost = 0;
  readonly #severalSuites: boolean;
  readonly #costs = new Map<string, number>();

  constructor(tasks: readonly RunTask[]) {
    this.total = tasks.length;
    this.#severalSuites = new Set(tasks.map(({ cell }) => cell.suite)).size > 1;
    const trained = new Set<string>();
    for (const task of tasks) {
      const again = trained.has(task.modelHash);
      trained.add(task.modelHash);
      this.#costs.set(keyOf(task), estimateCost(task.cell) * (again ? SHARE_WITHOUT_TRAINING : 1));
    }
    this.#totalCost = [...this.#costs.values()].reduce((sum, cost) => sum + cost, 0);
  }

  /** A run's name for people. */
  labelOf(task: RunTask): string {
    const name = runName(task).replaceAll('--', '/').replace('.seed-', ' #');
    return this.#severalSuites ? `${task.cell.suite}/${name}` : name;
  }

  start(task: RunTask): void {
    this.running.set(keyOf(task), {
      label: this.labelOf(task),
      startedAt: Date.now(),
      startFraction: 0,
      fraction: 0,
      phase: 'starting',
    });
  }

  progress(task: RunTask, { overallFraction, phase }: TrainingProgress): void {
    const run = this.running.get(keyOf(task));
    if (!run) return;
    const startFraction =
      run.phase === 'starting' && overallFraction > 0.05 ? overallFraction : run.startFraction;
    this.running.set(keyOf(task), { ...run, fraction: overallFraction, phase, startFraction });
  }

  end(task: RunTask, ok: boolean): void {
    this.running.delete(keyOf(task));
    this.finished++;
    if (!ok) this.failures++;
    this.#finishedCost += this.#costs.get(keyOf(task)) ?? 0;
  }

  /** Estimated seconds until all is done, or `undefined` as long as there is nothing to estimate from. */
  secondsLeft(): number | undefined {
    const running = [...this.running].reduce(
      (sum, [key, { fraction }]) => sum + fraction * (this.#costs.get(key) ?? 0),
      0,
    );
    const share = Math.min(1, (this.#finishedCost + running) / this.#totalCost);
    const elapsed = (Date.now() - this.#startedAt) / 1000;
    return share > 0.005 && elapsed > 2 ? (elapsed * (1 - share)) / share : undefined;
  }
}

/** Why a run failed, for people: the messages of this program's own errors name their code themselves. */
export function failureText({ code, message }: RecordedError): string {
  return message.includes(`[${code}]`) ? message : `${code}: ${message}`;
}

/** Estimated seconds until a run is done. */
export function secondsLeftOf({ startedAt, fraction, startFraction }: RunningRun): number | undefined {
  const gained = fraction - startFraction;
  return gained > 0.02 ? ((Date.now() - startedAt) / 1000 / gained) * (1 - fraction) : undefined;
}

function keyOf({ cell, seed }: RunTask): string {
  return `${cell.id} ${seed}`;
}
