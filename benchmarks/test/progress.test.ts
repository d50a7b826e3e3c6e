import type { Cell } from '@hebbench/core';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { renderProgress, rowsOf } from '../src/progress/live.ts';
import { plainProgress } from '../src/progress/plain.ts';
import { failureText, ProgressState, type ProgressView } from '../src/progress/progress.ts';
import { PROGRESS_FOLDER, readProgress, toldProgress } from '../src/progress/told.ts';
import { estimateCost } from '../src/run/cost.ts';
import type { Job } from '../src/run/job.ts';
import { SUITES } from '../src/suites/index.ts';
import { exampleRecord } from './example-record.ts';

const TASKS = SUITES[0]!.cells('smoke', { rules: [] }).map((cell) => taskOf(cell));

function taskOf(cell: Cell, changes: Partial<Job> = {}): Job {
  const task = { cell, seed: 0, modelHash: cell.id, needs: [], retrain: false };
  return { ...task, cost: estimateCost(cell, setOf(cell)), ...changes } as Job;
}

describe('the live table', () => {
  const state = new ProgressState(TASKS);
  for (const task of TASKS) {
    state.start(task);
    state.progress(task, { overallFraction: 0.5, phase: 'hidden-10', accuracy: 100 } as never);
  }

  test.each([60, 80, 100, 120])('at %i columns has no wider line and no two runs of one name', (width) => {
    const lines = renderProgress(state, { width, colour: false }).split('\n');
    expect(lines).toHaveLength(1 + TASKS.length);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    if (width >= 80) expect(new Set(lines).size).toBe(lines.length);
  });

  test('shows the accuracy that was measured last, until another one is', () => {
    const [task] = TASKS;
    const run = new ProgressState([task!]);
    const shown = (): string => renderProgress(run, { width: 80, colour: false });
    run.start(task!);
    expect(shown()).not.toContain('right');
    run.progress(task!, { overallFraction: 0.1, phase: 'head', accuracy: 12.34 } as never);
    run.progress(task!, { overallFraction: 0.2, phase: 'head' } as never);
    expect(shown()).toContain('20 %   12.3 % right');
  });

  test('has colours only where they are wanted', () => {
    expect(renderProgress(state, { width: 80, colour: false })).not.toContain('\u001B');
    expect(renderProgress(state, { width: 80, colour: true })).toContain('\u001B');
  });
});

describe('the time that is left', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const cell = SUITES[0]!.cells('smoke', { rules: [] })[0]!;
  const first = taskOf(cell, { hiddenHash: 'layers', cost: { hidden: 60, rest: 30, scoring: 10 } });

  /** Seconds that are estimated when the first of two runs has taken 100 s for training, and is being scored. */
  function left(other: Partial<Job>): number | undefined {
    const state = new ProgressState([first, taskOf(cell, { cost: first.cost, seed: 1, ...other })]);
    state.start(first);
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
    state.start(run);
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
    state.start(first);
    vi.advanceTimersByTime(45_000);
    state.progress(first, { overallFraction: 0.5, phase: 'hidden-1' } as never);
    expect(state.secondsLeft()).toBeCloseTo(45 + 10 + 20);
  });
});

describe('the log', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('says every five minutes what is running, and nothing after its end', () => {
    const lines: string[] = [];
    const [first, second] = TASKS;
    const view = plainProgress(new ProgressState(TASKS), (line) => lines.push(line));
    view.started(first!);
    view.started(second!);
    view.progressed(first!, { overallFraction: 0.42, phase: 'hidden-1', accuracy: 91 } as never);
    vi.advanceTimersByTime(4 * 60_000);
    view.done(second!, exampleRecord(second!.cell));
    expect(lines).toHaveLength(1);
    vi.advanceTimersByTime(4 * 60_000);
    expect(lines).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/running .* #0 {2}hidden-1, 42 % trained, 91\.0 % right so far$/);
    view.progressed(first!, { overallFraction: 1, phase: 'scoring' } as never);
    vi.advanceTimersByTime(5 * 60_000);
    expect(lines[2]).toMatch(/scoring, 91\.0 % right so far$/);
    view.close();
    vi.advanceTimersByTime(60 * 60_000);
    expect(lines).toHaveLength(3);
  });
});

test('a failure names its code once', () => {
  expect(failureText({ code: 'RULE_FAULT', message: 'Error: x' })).toBe('RULE_FAULT: Error: x');
  expect(failureText({ code: 'RULE_FAULT', message: 'Bad. [RULE_FAULT]' })).toBe('Bad. [RULE_FAULT]');
});

test.each([
  { text: '', columns: 80, rows: 1 },
  { text: 'a\nb', columns: 80, rows: 2 },
  { text: 'x'.repeat(80), columns: 80, rows: 1 },
  { text: `${'x'.repeat(81)}\ny`, columns: 80, rows: 3 },
  { text: `\u001B[31m${'x'.repeat(10)}\u001B[39m`, columns: 10, rows: 1 },
])('a text takes $rows rows of $columns columns', ({ text, columns, rows }) => {
  expect(rowsOf(text, columns)).toBe(rows);
});

describe('what is told of progress for others to read', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'hebbench-told-'));
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(out, { recursive: true, force: true });
  });
  const [task] = TASKS as [Job];
  const quiet = { started() {}, progressed() {}, done() {}, failed() {}, print() {}, close() {} };

  /** A command that has begun to train, as others see it. */
  function begun(): ProgressView {
    const state = new ProgressState(TASKS);
    const view = toldProgress(
      plainProgress(state, () => {}),
      state,
      out,
    );
    view.started(task);
    return view;
  }

  test('is how far each run is, with its learning curve so far, until the command ends', () => {
    const view = begun();
    for (const [overallFraction, accuracy] of [[0.1], [0.2, 50], [0.3, 50], [0.4, 60]])
      view.progressed(task, { overallFraction, phase: 'head', accuracy } as never);
    vi.advanceTimersByTime(1000);
    const [told] = readProgress(out);
    expect(told).toMatchObject({ total: TASKS.length, finished: 0, failures: 0 });
    expect(told!.running).toMatchObject([
      {
        cell: task.cell.id,
        seed: 0,
        phase: 'head',
        fraction: 0.4,
        curve: [
          [0.2, 50],
          [0.4, 60],
        ],
      },
    ]);
    view.done(task, exampleRecord(task.cell));
    vi.advanceTimersByTime(1000);
    expect(readProgress(out)[0]).toMatchObject({ finished: 1, running: [] });
    view.close();
    expect(readdirSync(out)).toEqual([]);
  });

  test('is nothing once the command has been silent for long, as one that was killed is', () => {
    const view = begun();
    vi.advanceTimersByTime(1000);
    expect(readProgress(out)).toHaveLength(1);
    vi.setSystemTime(Date.now() + 60_000);
    expect(readProgress(out)).toEqual([]);
    view.close();
  });

  test('does no harm where it cannot be written', () => {
    writeFileSync(join(out, PROGRESS_FOLDER), 'no folder');
    const state = new ProgressState(TASKS);
    const view = toldProgress(quiet, state, out);
    vi.advanceTimersByTime(3000);
    expect(readProgress(out)).toEqual([]);
    view.close();
    expect(readdirSync(out)).toEqual([PROGRESS_FOLDER]);
  });
});
