import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lockStore } from '../src/store/lock.ts';
import { thrown } from './thrown.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock', () => {
  test('keeps a second run out until it is released', () => {
    const release = lockStore(folder);
    const error = thrown(() => lockStore(folder));
    expect(error.code).toBe('STORE_LOCKED');
    expect(error.got).toContain(String(process.pid));
    release();
    lockStore(folder)();
    expect(existsSync(join(folder, '.lock'))).toBe(false);
  });

  const LONG_AGO = '2026-01-01T00:00:00Z';
  const DEAD = { pid: 2 ** 22 + 1, since: LONG_AGO };
  const PARENT = { pid: process.ppid, since: LONG_AGO };

  test.each([
    { name: 'a dead process', owner: DEAD },
    { name: 'a dead process of this machine', owner: { ...DEAD, host: hostname() } },
    { name: 'a process that was killed while writing it', owner: '{"pid":' },
    // As after a restart of a container, whose processes are counted anew.
    { name: 'a dead process with the id of this one', owner: { pid: process.pid, since: LONG_AGO } },
    ...(existsSync('/proc/self/stat')
      ? [{ name: 'a dead process with the id of a younger one', owner: { ...PARENT, start: '1' } }]
      : []),
  ])('is taken over from $name', ({ owner }) => {
    writeFileSync(join(folder, '.lock'), typeof owner === 'string' ? owner : JSON.stringify(owner));
    const release = lockStore(folder);
    expect(thrown(() => lockStore(folder)).code).toBe('STORE_LOCKED');
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    { name: 'a living process, in the form of an earlier release', owner: PARENT, says: /held by process/ },
    {
      name: 'a process of another machine',
      owner: { ...DEAD, host: 'elsewhere' },
      says: /on elsewhere since/,
    },
  ])('of $name is respected', ({ owner, says }) => {
    writeFileSync(join(folder, '.lock'), JSON.stringify(owner));
    const error = thrown(() => lockStore(folder));
    expect(error.code).toBe('STORE_LOCKED');
    expect(error.got).toMatch(says);
    expect(JSON.parse(readFileSync(join(folder, '.lock'), 'utf8'))).toEqual(owner);
    expect(readdirSync(folder)).toEqual(['.lock']);
  });

  test('of a dead process whose heir died too is taken over', () => {
    for (const name of ['.lock', '.lock.heir']) writeFileSync(join(folder, name), JSON.stringify(DEAD));
    const release = lockStore(folder);
    expect(readdirSync(folder)).toEqual(['.lock']);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a dead process that another is taking over is left to it', () => {
    writeFileSync(join(folder, '.lock'), JSON.stringify(DEAD));
    writeFileSync(join(folder, '.lock.heir'), JSON.stringify(PARENT));
    const error = thrown(() => lockStore(folder));
    expect(error.code).toBe('STORE_LOCKED');
    expect(error.got).toContain(String(PARENT.pid));
    expect(readdirSync(folder).toSorted()).toEqual(['.lock', '.lock.heir']);
  });

  test('of a dead process goes to one of many that want it', async () => {
    writeFileSync(join(folder, '.lock'), JSON.stringify(DEAD));
    const url = new URL('../src/store/lock.ts', import.meta.url).href;
    const go = join(folder, 'go');
    // All are loaded before any begins, and each holds on until all have tried.
    const code = `import { existsSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { lockStore } from ${JSON.stringify(url)};
      console.log('ready');
      while (!existsSync(${JSON.stringify(go)})) await sleep(5);
      try { lockStore(${JSON.stringify(folder)}); console.log('got it'); }
      catch (error) { console.log(error.code); }
      process.stdin.resume();`;
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const said = children.map(() => '');
    const allSaid = (lines: number): Promise<void> =>
      vi.waitFor(() => said.forEach((text) => expect(text.split('\n')).toHaveLength(lines + 1)), 60_000);
    children.forEach((child, i) => child.stdout.on('data', (chunk) => (said[i] += String(chunk))));
    try {
      await allSaid(1);
      writeFileSync(go, '');
      await allSaid(2);
      expect(said.map((text) => text.split('\n')[1]).toSorted()).toEqual([
        'STORE_LOCKED',
        'STORE_LOCKED',
        'got it',
      ]);
    } finally {
      children.forEach((child) => child.kill('SIGKILL'));
    }
  }, 90_000);
});
