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

/** The state behind all views. */
export class ProgressState {
  readonly total: number;
  finished = 0;
  failures = 0;
  readonly running: Map<string, RunningRun> = new Map();
  readonly #startedAt = Date.now();
  readonly #totalCost: number;
  #finishedCost = 0;
  readonly #costs = new Map<string, number>();

  constructor(tasks: readonly RunTask[]) {
    this.total = tasks.length;
    for (const task of tasks) this.#costs.set(labelOf(task), estimateCost(task.cell));
    this.#totalCost = [...this.#costs.values()].reduce((sum, cost) => sum + cost, 0);
  }

  start(task: RunTask): void {
    const label = labelOf(task);
    this.running.set(label, {
      label,
      startedAt: Date.now(),
      startFraction: 0,
      fraction: 0,
      phase: 'starting',
    });
  }

  progress(task: RunTask, { overallFraction, phase }: TrainingProgress): void {
    const run = this.running.get(labelOf(task));
    if (!run) return;
    const startFraction =
      run.phase === 'starting' && overallFraction > 0.05 ? overallFraction : run.startFraction;
    this.running.set(run.label, { ...run, fraction: overallFraction, phase, startFraction });
  }

  end(task: RunTask, ok: boolean): void {
    const label = labelOf(task);
    this.running.delete(label);
    this.finished++;
    if (!ok) this.failures++;
    this.#finishedCost += this.#costs.get(label) ?? 0;
  }

  /** Estimated seconds until all is done, or `undefined` as long as there is nothing to estimate from. */
  secondsLeft(): number | undefined {
    const running = [...this.running.values()].reduce(
      (sum, { label, fraction }) => sum + fraction * (this.#costs.get(label) ?? 0),
      0,
    );
    const share = (this.#finishedCost + running) / this.#totalCost;
    const elapsed = (Date.now() - this.#startedAt) / 1000;
    return share > 0.005 && elapsed > 2 ? (elapsed * (1 - share)) / share : undefined;
  }
}

/** Estimated seconds until a run is done. */
export function secondsLeftOf({ startedAt, fraction, startFraction }: RunningRun): number | undefined {
  const gained = fraction - startFraction;
  return gained > 0.02 ? ((Date.now() - startedAt) / 1000 / gained) * (1 - fraction) : undefined;
}

/** A run's name for people. */
export function labelOf(task: RunTask): string {
  return runName(task).replaceAll('--', '/').replace('.seed-', ' #');
}
