import { HebbenchError, type RunRecord } from '@hebbench/core';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { storedResults } from '../src/results/stored-results.ts';
import { spoilsCheckpoint } from '../src/run/failed-record.ts';
import { writeAtomically } from '../src/store/atomic-write.ts';
import { checkpointFile } from '../src/store/checkpoint-file.ts';
import { lockStore } from '../src/store/lock.ts';
import { openModelStore } from '../src/store/model-store.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from './example-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function thrown(action: () => unknown): HebbenchError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(HebbenchError);
    return error as HebbenchError;
  }
  throw new Error('nothing was thrown');
}

const RECORD: RunRecord = exampleRecord();
const unexpected = (error: HebbenchError): never => expect.fail(error.message);

describe('the run store', () => {
  test('gives back what was written', () => {
    const store = openRunStore(folder);
    expect(store.read(RECORD, unexpected)).toBeUndefined();
    store.write(RECORD);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    expect(store.readAll([RECORD.cell], () => {})).toEqual([RECORD]);
    expect(readdirSync(join(folder, 'records'))).toHaveLength(1);
  });

  test('a failed run takes the place of a failed or damaged one, and not of a result', () => {
    const store = openRunStore(folder);
    const failed = failedRecord(RECORD.cell);
    expect(store.write(failed)).toBe(true);
    expect(store.write(failed)).toBe(true);
    expect(store.write(RECORD)).toBe(true);
    expect(store.write(failed)).toBe(false);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    writeFileSync(join(folder, 'records', readdirSync(join(folder, 'records'))[0]!), '{');
    expect(store.write(failed)).toBe(true);
    expect(store.read(RECORD, unexpected)).toEqual(failed);
  });

  test.each([
    { name: 'cut off', damage: (text: string) => text.slice(0, 100) },
    { name: 'empty', damage: () => '' },
    { name: 'of another version', damage: (text: string) => text.replace('"schema": 1', '"schema": 7') },
    { name: 'of another run', damage: (text: string) => text.replace('"seed": 0', '"seed": 5') },
  ])('refuses a record that is $name, naming the file', ({ damage }) => {
    const store = openRunStore(folder);
    store.write(RECORD);
    const file = join(folder, 'records', readdirSync(join(folder, 'records'))[0]!);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const told: HebbenchError[] = [];
    expect(store.read(RECORD, (error) => told.push(error))).toBeUndefined();
    expect(told).toMatchObject([
      { code: 'RECORD_CORRUPT', message: expect.stringContaining(file) as string },
    ]);
    // It may be of use to whoever put it there.
    const content = readFileSync(file, 'utf8');
    store.write(RECORD);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(content);
  });

  test('knows the seeds of a cell, and not those of a cell whose name begins alike', () => {
    const store = openRunStore(folder);
    for (const seed of [10, 2]) store.write({ ...RECORD, seed });
    const longer = { ...RECORD.cell, id: `${RECORD.cell.id}.seed-1-more` };
    store.write({ ...RECORD, cell: longer, seed: 7 });
    expect(store.seeds(RECORD.cell)).toEqual([2, 10]);
    expect(store.seeds(longer)).toEqual([7]);
    expect(store.seeds({ id: 'table1/none' })).toEqual([]);
  });

  test('a file is there complete or not at all', () => {
    const target = join(folder, 'below', 'file');
    writeAtomically(target, 'new');
    expect(readFileSync(target, 'utf8')).toBe('new');
    writeFileSync(join(folder, 'in-the-way'), '');
    expect(thrown(() => writeAtomically(join(folder, 'in-the-way', 'x'), '')).code).toBe('NOT_WRITABLE');
    expect(readdirSync(join(folder, 'below'))).toEqual(['file']);
  });

  test('a folder without permission is an error', () => {
    // Root may write everywhere; a file in the folder's place refuses root too.
    chmodSync(folder, 0o500);
    const target = process.getuid?.() === 0 ? join('/dev/null', 'x') : join(folder, 'x');
    expect(thrown(() => writeAtomically(target, '')).code).toBe('NOT_WRITABLE');
    chmodSync(folder, 0o700);
  });
});

describe('what a report shows', () => {
  const suite = { ...table1, cells: () => [{ ...RECORD.cell, seeds: [0, 1] }] };
  const options = { suite, scale: 'smoke', data: 'embedded', published: false, rules: new Map() } as const;

  test('is all but a damaged record, which is named', () => {
    const store = openRunStore(folder);
    for (const seed of [0, 1]) store.write({ ...RECORD, seed });
    const file = join(folder, 'records', readdirSync(join(folder, 'records'))[0]!);
    writeFileSync(file, '{');
    const warn = vi.fn();
    const { records } = storedResults({ ...options, store, warn });
    expect(records.map(({ seed }) => seed)).toEqual([1]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(file));
  });

  const seedsShown = (asked?: readonly number[]): readonly number[] => {
    const store = openRunStore(folder);
    for (const seed of [0, 1, 4]) store.write({ ...RECORD, seed });
    const { cells, records } = storedResults({
      ...options,
      store,
      warn: expect.fail,
      ...(asked && { asked: [{ ...RECORD.cell, seeds: asked }] }),
    });
    expect(records.map(({ seed }) => seed)).toEqual([0, 1, 4]);
    return cells[0]!.seeds;
  };

  test.each([
    { command: 'of all seeds', asked: undefined, shown: [0, 1, 4] },
    { command: 'of fewer seeds', asked: [0], shown: [0, 1, 4] },
    { command: 'of more seeds', asked: [0, 1, 2], shown: [0, 1, 2, 4] },
  ])('after a command $command are all that are stored, and what is missing', ({ asked, shown }) => {
    expect(seedsShown(asked)).toEqual(shown);
  });
});

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

/** What may become of a file of tensors. */
const DAMAGE: readonly { name: string; damage: (file: string) => void }[] = [
  { name: 'empty', damage: (file) => writeFileSync(file, '') },
  { name: 'cut off', damage: (file) => writeFileSync(file, readFileSync(file).subarray(0, -5)) },
  { name: 'of another kind', damage: (file) => writeFileSync(file, 'x'.repeat(1000)) },
  {
    name: 'changed in one bit of a weight',
    damage: (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 2]! ^= 1;
      writeFileSync(file, bytes);
    },
  },
  {
    name: 'a folder',
    damage: (file) => {
      rmSync(file);
      mkdirSync(file);
    },
  },
];

describe('checkpoints', () => {
  const tensors = {
    'hidden-1/kernel': { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 0.1) },
    scale: { shape: [], data: Float32Array.of(7) },
  };
  const checkpoint = { phase: 1, update: 42, phases: [], tensors };

  function open(hash: string): {
    store: ReturnType<typeof checkpointFile>;
    restored: unknown[];
    warnings: string[];
  } {
    const restored: unknown[] = [];
    const warnings: string[] = [];
    const options = {
      hash,
      everySeconds: 1,
      extra: () => ['so far'],
      restoreExtra: (extra: unknown) => restored.push(extra),
      warn: (problem: string) => warnings.push(problem),
    };
    return { store: checkpointFile(join(folder, 'run'), options), restored, warnings };
  }

  test('are given back bit for bit, with what else was kept', () => {
    open('hash').store.save(checkpoint);
    const { store, restored } = open('hash');
    expect(store.load()).toEqual(checkpoint);
    expect(restored).toEqual([['so far']]);
  });

  test('that cannot be written are told of once, and training goes on', () => {
    writeFileSync(join(folder, 'run'), 'in the way');
    const { store, warnings } = open('hash');
    store.save(checkpoint);
    store.save(checkpoint);
    expect(warnings).toHaveLength(1);
    rmSync(join(folder, 'run'));
    store.save(checkpoint);
    expect(store.load()).toEqual(checkpoint);
  });

  test.each([
    { code: 'RULE_FAULT', spoilt: true },
    { code: 'RECORD_CORRUPT', spoilt: true },
    { code: 'WORKER_DIED', spoilt: false },
    { code: 'NOT_WRITABLE', spoilt: false },
    { code: 'ENGINE_MEMORY', spoilt: false },
  ])('after $code are dropped: $spoilt', ({ code, spoilt }) => {
    expect(spoilsCheckpoint({ code, message: '' })).toBe(spoilt);
  });

  test('of another definition are dropped', () => {
    open('hash').store.save(checkpoint);
    expect(open('other').store.load()).toBeUndefined();
    expect(open('hash').store.load()).toBeUndefined();
  });

  test.each(DAMAGE)('that are $name are dropped', ({ damage }) => {
    const { store } = open('hash');
    store.save(checkpoint);
    damage(join(folder, 'run', 'checkpoint.bin'));
    expect(store.load()).toBeUndefined();
    store.save(checkpoint);
    expect(store.load()).toEqual(checkpoint);
  });
});

describe('trained networks', () => {
  const model = {
    phases: [],
    diagnostics: { converged: 0.5 },
    extra: [{ epoch: 1 }],
    tensors: { kernel: { shape: [2], data: Float32Array.of(0.1, 2) } },
  };

  test('are given back bit for bit', () => {
    openModelStore(folder).save('a', model);
    expect(openModelStore(folder).load('a')).toEqual(model);
    expect(openModelStore(folder).load('b')).toBeUndefined();
  });

  test.each(DAMAGE)('that are $name are not used', ({ damage }) => {
    openModelStore(folder).save('a', model);
    damage(join(folder, 'a.bin'));
    expect(openModelStore(folder).load('a')).toBeUndefined();
  });

  test('are not kept where they cannot be written, and nothing is lost by it', () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const store = openModelStore(join(folder, 'in-the-way'));
    store.save('a', model);
    expect(store.load('a')).toBeUndefined();
  });
});
