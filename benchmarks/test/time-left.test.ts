import type { Cell } from '@hebbench/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProgressState } from '../src/progress/progress.ts';
import { estimateCost, totalCost } from '../src/run/cost.ts';
import type { Job } from '../src/run/job.ts';
import { inOrder } from '../src/run/order.ts';
import { setOf } from '../src/run/set-of.ts';
import { SUITES } from '../src/suites/index.ts';

function taskOf(cell: Cell, changes: Partial<Job>): Job {
  return { cell, seed: 0, modelHash: cell.id, needs: [], retrain: false, ...changes } as Job;
}

/** Starts a run, which says at once how far it is. */
function start(state: ProgressState, job: Job, overallFraction = 0): void {
  state.start(job);
  state.progress(job, { overallFraction, phase: 'head' } as never);
}

describe('the time that is left', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const cell = SUITES[0]!.cells('smoke', { rules: [] })[0]!;
  const first = taskOf(cell, { hiddenHash: 'layers', cost: { hidden: 60, rest: 30, scoring: 10 } });

  /** Seconds that are estimated when the first of two runs has taken 100 s for training, and is being scored. */
  function left(other: Partial<Job>): number | undefined {
    const state = new ProgressState([first, taskOf(cell, { cost: first.cost, seed: 1, ...other })]);
    start(state, first);
    vi.advanceTimersByTime(100_000);
    state.progress(first, { overallFraction: 1, phase: 'scoring' } as never);
    return state.secondsLeft();
  }

  // 90 of the work took 100 s.
  test.each([
    { other: 'a network of its own', task: { modelHash: 'own' }, work: 10 + 100 },
    {
      other: 'long scoring',
      task: { modelHash: 'own', cost: { hidden: 60, rest: 30, scoring: 910 } },
      work: 10 + 1000,
    },
    { other: 'the same network', task: {}, work: 10 + 10 },
    { other: 'the same hidden layers', task: { modelHash: 'own', hiddenHash: 'layers' }, work: 10 + 40 },
  ])('for a run with $other counts its work', ({ task, work }) => {
    expect(left(task)).toBeCloseTo((100 * work) / 90);
  });

  test.each([
    { seconds: 10, share: 0.1, told: false },
    { seconds: 59, share: 0.1, told: false },
    { seconds: 61, share: 0.1, told: true },
    { seconds: 61, share: 0.001, told: false },
    { seconds: 10, share: 0.3, told: true },
    { seconds: 1, share: 0.3, told: false },
  ])('after $seconds s and $share of the work is told: $told', ({ seconds, share, told }) => {
    const run = taskOf(cell, { cost: { hidden: 50, rest: 50, scoring: 0 } });
    const state = new ProgressState([run]);
    start(state, run);
    vi.advanceTimersByTime(seconds * 1000);
    state.progress(run, { overallFraction: share, phase: 'head' } as never);
    if (told) expect(state.secondsLeft()).toBeCloseTo((seconds * (1 - share)) / share);
    else expect(state.secondsLeft()).toBeUndefined();
  });

  test('counts shared hidden layers for the run that starts first, in whatever order runs are planned', () => {
    const short = taskOf(cell, {
      ...first,
      seed: 1,
      modelHash: 'short',
      cost: { hidden: 60, rest: 10, scoring: 10 },
    });
    const state = new ProgressState([short, first]);
    start(state, first);
    vi.advanceTimersByTime(45_000);
    state.progress(first, { overallFraction: 0.5, phase: 'hidden-1' } as never);
    expect(state.secondsLeft()).toBeCloseTo(45 + 10 + 20);
  });

  test('counts what a run that goes on did before for done, and not for fast', () => {
    const run = taskOf(cell, { cost: { hidden: 50, rest: 50, scoring: 0 } });
    const state = new ProgressState([run]);
    start(state, run, 0.5);
    vi.advanceTimersByTime(100_000);
    state.progress(run, { overallFraction: 0.75, phase: 'head' } as never);
    expect(state.secondsLeft()).toBeCloseTo(100);
  });

  test('is that of the longest run, where there are too few for all processes', () => {
    const runs = [60, 30].map((rest, seed) =>
      taskOf(cell, { seed, modelHash: `${seed}`, cost: { hidden: 0, rest, scoring: 0 } }),
    );
    const state = new ProgressState(runs);
    for (const run of runs) start(state, run);
    vi.advanceTimersByTime(20_000);
    for (const run of runs)
      state.progress(run, { overallFraction: 20 / run.cost.rest, phase: 'head' } as never);
    expect(state.secondsLeft()).toBeCloseTo(40);
  });

  test('does not come from what failed at once', () => {
    const state = new ProgressState([first, taskOf(cell, { seed: 1, modelHash: 'own', cost: first.cost })]);
    start(state, first);
    vi.advanceTimersByTime(3000);
    state.end(first, false);
    expect(state.secondsLeft()).toBeUndefined();
  });

  // As measured for Table 1 at scale quick; nothing says beforehand that the control's hidden layers cost nothing.
  const WORK_A_SECOND: Readonly<Record<string, number>> = {
    'krotov-hopfield': 55e9,
    'hebbian-wp': 33e9,
    backprop: 28e9,
    'random-features': 400e9,
  };

  // One process after the other meets most rules late.
  test.each([
    { workers: 1, most: 1.7 },
    { workers: 2, most: 1.5 },
    { workers: 5, most: 1.5 },
  ])(
    'is right to a factor of $most from the second minute on, with $workers workers, although rules differ in pace',
    ({ workers, most }) => {
      const jobs = SUITES[0]!.cells('quick', { rules: [] }).map((each) => {
        const hiddenFirst = /^(krotov|hebbian)/.test(each.rule);
        return taskOf(each, { cost: estimateCost(each, setOf(each), { hiddenFirst }) });
      });
      const state = new ProgressState(jobs);
      const secondsOf = ({ cost, cell: { rule } }: Job): number =>
        1.5 + totalCost(cost) / WORK_A_SECOND[rule]!;
      const waiting = inOrder(jobs);
      const running = new Map<Job, number>();
      const told: { second: number; left: number }[] = [];
      let second = 0;
      for (; waiting.length + running.size > 0; second++) {
        for (const [job, began] of running) {
          const share = (second - began) / secondsOf(job);
          if (share >= 1) {
            state.end(job, true);
            running.delete(job);
          } else state.progress(job, { overallFraction: share, phase: 'head' } as never);
        }
        while (running.size < workers && waiting.length > 0) {
          start(state, waiting[0]!);
          running.set(waiting.shift()!, second);
        }
        const estimate = state.secondsLeft();
        if (estimate !== undefined && second > 60) told.push({ second, left: estimate });
        vi.advanceTimersByTime(1000);
      }
      const judged = told.filter((each) => second - each.second > 10);
      expect(judged.length).toBeGreaterThan(60);
      const wrong = judged.filter((each) => {
        const factor = each.left / (second - each.second);
        return factor < 1 / most || factor > most;
      });
      expect(wrong).toEqual([]);
    },
  );
});
