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

function taskOf(cell: Cell): Job {
  const task = { cell, seed: 0, modelHash: cell.id, needs: [], retrain: false };
  return { ...task, cost: estimateCost(cell, setOf(cell)) } as unknown as Job;
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
