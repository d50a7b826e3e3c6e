import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunTask } from '../src/run/execute.ts';
import { inOrder, waitsFor } from '../src/run/order.ts';
import { SUITES } from '../src/suites/index.ts';

let modelDirectory: string;
beforeEach(() => {
  modelDirectory = mkdtempSync(join(tmpdir(), 'hebbench-order-'));
});
afterEach(() => rmSync(modelDirectory, { recursive: true, force: true }));

function task(modelHash: string, changes: Partial<RunTask> = {}): RunTask {
  const cost = { hidden: 0, rest: 1, scoring: 0 };
  return { modelHash, hiddenHash: undefined, needs: [], modelDirectory, cost, ...changes } as RunTask;
}

test('networks that others need come first, then the longest runs', () => {
  const long = task('long', { cost: { hidden: 5, rest: 5, scoring: 0 } });
  const attacked = task('attacked', { cost: { hidden: 0, rest: 1, scoring: 20 }, needs: ['source'] });
  const [short, source] = [task('short'), task('source')];
  expect(inOrder([short, long, attacked, source])).toEqual([source, attacked, long, short]);
});

describe('beside a run that trains', () => {
  const cases = [
    { one: 'another network', own: {}, other: {}, file: 'b.bin', waits: false },
    { one: 'the same network', own: { modelHash: 'b' }, other: {}, file: 'b.bin', waits: true },
    { one: 'a network that it needs', own: { needs: ['b'] }, other: {}, file: 'b.bin', waits: true },
    {
      one: 'the same hidden layers',
      own: { hiddenHash: 'h' },
      other: { hiddenHash: 'h' },
      file: 'h.hidden.bin',
      waits: true,
    },
  ];

  test.each(cases)('$one, a run waits: $waits', ({ own, other, waits }) => {
    expect(waitsFor(task('a', own), task('b', other))).toBe(waits);
  });

  test.each(cases)('$one, it does not wait for what is in the store', ({ own, other, file }) => {
    writeFileSync(join(modelDirectory, file), '');
    expect(waitsFor(task('a', own), task('b', other))).toBe(false);
  });
});

test('the networks that cells need are cells of the same scale', () => {
  for (const suite of SUITES) {
    for (const cell of suite.cells('smoke', { rules: [] })) {
      for (const other of suite.networks?.(cell) ?? []) {
        expect(other).toMatchObject({ scale: cell.scale, dataset: cell.dataset });
        expect(other.id).not.toBe(cell.id);
      }
    }
  }
});
