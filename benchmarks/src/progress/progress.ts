import type { RecordedError, RunRecord } from '@hebbench/core';
import type { RunProgress } from '../run/run-progress.ts';
import { totalCost, trainingCost, type RunCost } from '../run/cost.ts';
import type { RunTask } from '../run/execute.ts';
import { inOrder } from '../run/order.ts';
import { hasHiddenLayers } from '../store/hidden-layer-store.ts';
import { hasModel } from '../store/model-store.ts';
import { runName } from '../store/run-store.ts';

/** Shows how far the runs are. */
export interface ProgressView {
  started(task: RunTask): void;
  progressed(task: RunTask, progress: RunProgress): void;
  done(task: RunTask, record: RunRecord): void;
  failed(task: RunTask, error: RecordedError): void;
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
  readonly #totalCost: number;
  #finishedCost = 0;
  readonly #severalSuites: boolean;
  readonly #costs = new Map<string, RunCost>();

  constructor(tasks: readonly RunTask[]) {
    this.total = tasks.length;
    this.#severalSuites = new Set(tasks.map(({ cell }) => cell.suite)).size > 1;
    const trained = new Set<string | undefined>();
    // In the order in which they start: of runs that share hidden layers, the first trains them.
    for (const task of inOrder(tasks)) {
      this.#costs.set(keyOf(task), costBeside(trained, task));
      trained.add(task.modelHash).add(task.hiddenHash);
    }
    this.#totalCost = [...this.#costs.values()].reduce((sum, cost) => sum + totalCost(cost), 0);
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
      accuracy: undefined,
    });
  }

  progress(task: RunTask, { overallFraction, phase, accuracy }: RunProgress): void {
    const run = this.running.get(keyOf(task));
    if (!run) return;
    const startFraction =
      run.phase === 'starting' && overallFraction > 0.05 ? overallFraction : run.startFraction;
    this.running.set(keyOf(task), {
      ...run,
      fraction: overallFraction,
      phase,
      startFraction,
      accuracy: accuracy ?? run.accuracy,
    });
  }

  end(task: RunTask, ok: boolean): void {
    this.running.delete(keyOf(task));
    this.finished++;
    if (!ok) this.failures++;
    this.#finishedCost += totalCost(this.#costs.get(keyOf(task))!);
  }

  /** Estimated seconds until all is done, or `undefined` as long as there is nothing to estimate from. */
  secondsLeft(): number | undefined {
    const running = [...this.running].reduce(
      // How far scoring is, is not known.
      (sum, [key, { fraction }]) => sum + fraction * trainingCost(this.#costs.get(key)!),
      0,
    );
    const share = Math.min(1, (this.#finishedCost + running) / this.#totalCost);
    const elapsed = (Date.now() - this.#startedAt) / 1000;
    return isTelling(share, elapsed) ? (elapsed * (1 - share)) / share : undefined;
  }
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
  { modelHash, hiddenHash, modelDirectory, retrain, cost }: RunTask,
): RunCost {
  if (trained.has(modelHash) || (!retrain && hasModel(modelDirectory, modelHash)))
    return { ...cost, hidden: 0, rest: 0 };
  if (hiddenHash === undefined) return cost;
  const shared = trained.has(hiddenHash) || (!retrain && hasHiddenLayers(modelDirectory, hiddenHash));
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

function keyOf({ cell, seed }: RunTask): string {
  return `${cell.id} ${seed}`;
}
