import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLockedStores } from '../src/cli/locked-stores.ts';
import { lockStore } from '../src/store/lock.ts';
import { removeLeftovers } from '../src/store/leftovers.ts';
import { temporaryFor } from '../src/store/temporary.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-leftovers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['--version']).pid;

const LIVING = process.pid;

/** A temporary file's name as another process of this machine has made it. */
function temporaryOf(pid: number, file: string): string {
  return temporaryFor(file).replace(`.${process.pid}.tmp`, `.${pid}.tmp`);
}

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '{');
  }
}

function left(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();
}

test('what dead processes of this machine have left half written is removed, and nothing else', () => {
  const others = [
    'records/a.json',
    temporaryOf(LIVING, 'records/b.json'),
    'c.json.0123abcd.17.tmp',
    'notes.tmp',
    `d.${DEAD}.tmp`,
  ];
  write(...others);
  write(
    ...['records/a.json', 'x.csv', '.checkpoints/run/checkpoint.bin', '.lock.heir'].map((file) =>
      temporaryOf(DEAD, file),
    ),
  );
  removeLeftovers(folder);
  expect(left()).toEqual(others.map((file) => file.split('/').at(-1)).toSorted());
});

test('a folder that is not there has no leftovers', () => {
  expect(() => removeLeftovers(join(folder, 'nowhere'))).not.toThrow();
});

test('whoever gets a store removes what others that were killed have left of their locks', async () => {
  const owner = (pid: number): string =>
    JSON.stringify({ pid, since: new Date().toISOString(), host: hostname() });
  for (const [name, pid] of Object.entries({ '.lock': DEAD, '.lock.heir': DEAD, '.lock.heir.heir': DEAD }))
    writeFileSync(join(folder, name), owner(pid));
  await withLockedStores([folder], async () => {
    expect(left()).toEqual(['.lock']);
    expect(() => lockStore(folder)).toThrow('STORE_LOCKED');
  });
  expect(left()).toEqual([]);
});

test.each(['.lock.heir', '.lock.heir.heir'])('%s of a living process stays', async (name) => {
  const text = JSON.stringify({ pid: process.ppid, since: new Date().toISOString(), host: hostname() });
  writeFileSync(join(folder, name), text);
  await withLockedStores([folder], async () => {});
  expect(left()).toEqual([name]);
});
