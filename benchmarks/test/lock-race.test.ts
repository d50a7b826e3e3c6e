import { HebbenchError } from '@hebbench/core';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lockStore } from '../src/store/lock.ts';

/** What happens before the next call of the file system. */
const { hook } = vi.hoisted(() => ({ hook: { before: (): void => {} } }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  // All of them, whichever the lock is made of.
  const hooked = Object.entries(fs).map(([name, value]) => [
    name,
    name.endsWith('Sync') && typeof value === 'function'
      ? (...args: unknown[]): unknown => {
          hook.before();
          return Reflect.apply(value, fs, args);
        }
      : value,
  ]);
  return Object.fromEntries(hooked) as typeof fs;
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-lock-'));
});
afterEach(() => {
  hook.before = () => {};
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs want the store: one from the start, each other before the call of the file system that its number counts, those
 * of every run together. A run that begins so goes on to its end, if none begins within it.
 * @returns what became of each run, and how many calls they made
 */
function race(store: string, beginnings: readonly number[]): { outcomes: string[]; calls: number } {
  const outcomes: string[] = [];
  let calls = 0;
  const run = (): void => {
    try {
      lockStore(store);
      outcomes.push('got it');
    } catch (error) {
      outcomes.push(error instanceof HebbenchError ? error.code : String(error));
    }
  };
  hook.before = () => {
    const call = calls++;
    beginnings.forEach((at) => at === call && run());
  };
  run();
  hook.before = () => {};
  return { outcomes: outcomes.toSorted(), calls };
}

const LEFT = JSON.stringify({ pid: 2 ** 22 + 1, since: '2026-01-01T00:00:00Z' });

test.each([
  { name: 'free', files: [] },
  { name: 'left by a dead process', files: ['.lock'] },
  { name: 'left by two, one while it took over from the other', files: ['.lock', '.lock.heir'] },
])('of three runs one gets a store that is $name, wherever they interrupt each other', ({ files }) => {
  const store = join(folder, 'store');
  const attempt = (...beginnings: number[]): number => {
    rmSync(store, { recursive: true, force: true });
    mkdirSync(store);
    for (const file of files) writeFileSync(join(store, file), LEFT);
    const { outcomes, calls } = race(store, beginnings);
    expect({ beginnings, outcomes, left: readdirSync(store) }).toEqual({
      beginnings,
      outcomes: [...beginnings.map(() => 'STORE_LOCKED'), 'got it'],
      left: ['.lock'],
    });
    return calls;
  };
  const alone = attempt();
  expect(alone).toBeGreaterThan(2);
  for (let first = 0; first < alone; first++) {
    const both = attempt(first);
    for (let second = first; second < both; second++) attempt(first, second);
  }
});
