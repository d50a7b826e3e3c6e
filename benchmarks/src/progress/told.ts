import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../run/job.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import { isLeftover, temporaryFor } from '../store/temporary.ts';
import { secondsLeftOf, type ProgressState, type ProgressView } from './progress.ts';

/** How far a run is that goes on now. */
export interface ToldRun {
  /** Its name for people, as the terminal has it. */
  readonly label: string;
  readonly cell: string;
  readonly seed: number;
  readonly phase: string;
  /** In [0, 1]. */
  readonly fraction: number;
  /** Estimated; missing as long as there is nothing to estimate from. */
  readonly secondsLeft?: number;
  /** The learning curve so far: how much was done, in [0, 1], and what was right then, in percent. */
  readonly curve: readonly (readonly [fraction: number, accuracy: number])[];
}

/** How far a command is that trains now. */
export interface ToldProgress {
  /** ISO 8601 */
  readonly at: string;
  readonly total: number;
  readonly finished: number;
  readonly failures: number;
  /** Estimated; missing as long as there is nothing to estimate from. */
  readonly secondsLeft?: number;
  readonly running: readonly ToldRun[];
}

/** Folder, in one of runs, where each command that trains says how far it is: a file each. */
export const PROGRESS_FOLDER = '.progress';

/** Such files are told from those of processes that were killed by their names. */
const FILE = 'progress';
const EVERY_MILLISECONDS = 1000;
/** Whoever has said nothing for longer is no more. */
const FRESH_MILLISECONDS = 15_000;

/**
 * Has others see how far a command is while it trains: it says so once a second in a file, which goes when the command
 * ends. What cannot be written is not worth a result: nobody hears of it.
 * @param view - what shows the same state here
 * @param out - folder of the runs
 */
export function toldProgress(view: ProgressView, state: ProgressState, out: string): ProgressView {
  const folder = join(out, PROGRESS_FOLDER);
  removeLeftovers(folder);
  const file = temporaryFor(join(folder, FILE));
  const jobs = new Map<string, Job>();
  const curves = new Map<string, [number, number][]>();
  const timer = setInterval(() => write(folder, file, told(state, jobs, curves)), EVERY_MILLISECONDS);
  timer.unref();
  return {
    ...view,
    started(job) {
      view.started(job);
      jobs.set(state.labelOf(job), job);
      curves.set(state.labelOf(job), []);
    },
    progressed(job, progress) {
      view.progressed(job, progress);
      const { accuracy, overallFraction } = progress;
      const curve = curves.get(state.labelOf(job));
      if (accuracy !== undefined && curve && curve.at(-1)?.[1] !== accuracy)
        curve.push([rounded(overallFraction), accuracy]);
    },
    close() {
      clearInterval(timer);
      remove(folder, file);
      view.close();
    },
  };
}

function told(
  state: ProgressState,
  jobs: ReadonlyMap<string, Job>,
  curves: ReadonlyMap<string, readonly [number, number][]>,
): ToldProgress {
  return {
    at: new Date().toISOString(),
    total: state.total,
    finished: state.finished,
    failures: state.failures,
    ...left(state.secondsLeft()),
    running: [...state.running.values()].map((run): ToldRun => {
      const { cell, seed } = jobs.get(run.label)!;
      return {
        label: run.label,
        cell: cell.id,
        seed,
        phase: run.phase,
        fraction: rounded(run.fraction),
        ...left(secondsLeftOf(run)),
        curve: curves.get(run.label)!,
      };
    }),
  };
}

function left(seconds: number | undefined): { readonly secondsLeft?: number } {
  return seconds === undefined ? {} : { secondsLeft: Math.round(seconds) };
}

function rounded(fraction: number): number {
  return Number(fraction.toFixed(4));
}

function write(folder: string, file: string, content: ToldProgress): void {
  const temporary = temporaryFor(file);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, JSON.stringify(content));
    renameSync(temporary, file);
  } catch {
    remove(folder, temporary);
  }
}

function remove(folder: string, file: string): void {
  try {
    rmSync(file, { force: true });
    // Of others, it stays.
    rmdirSync(folder);
  } catch {
    // It is not empty, or was never made.
  }
}

/**
 * How far the commands are that train into a folder now.
 * @param out - folder of the runs
 */
export function readProgress(out: string): ToldProgress[] {
  const folder = join(out, PROGRESS_FOLDER);
  return namesIn(folder).flatMap((name) => {
    try {
      const progress = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ToldProgress;
      return Date.now() - Date.parse(progress.at) < FRESH_MILLISECONDS ? [progress] : [];
    } catch {
      // It has just gone.
      return [];
    }
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^progress\.[^.]+\.[^.]+\.tmp$/.test(name) && !isLeftover(name))
      .toSorted();
  } catch {
    return [];
  }
}
