import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spoilsCheckpoint } from '../src/run/failed-record.ts';
import { checkpointFile } from '../src/store/checkpoint-file.ts';
import { openModelStore } from '../src/store/model-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
