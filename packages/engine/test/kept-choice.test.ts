import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { canKeepChoice, keepChoice, readChoice } from '../src/auto/kept-choice.ts';
import { measureOnce } from '../src/auto/measure-once.ts';
import { engineOrder } from '../src/index.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-choice-'));
let folder = '';
let runs = 0;
beforeEach(() => {
  folder = join(root, String(runs++));
  vi.stubEnv('HEBBENCH_CACHE_DIR', folder);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const TIME = { wall: 2, processor: 2 };
const FOUND = {
  first: 'wasm',
  rounds: [{ blas: { wall: 4, processor: 4 }, wasm: TIME }],
  details: { blas: 'libblas', wasm: 'wasm' },
} as const;
const KEPT = {
  ...FOUND,
  measured: '2026-01-01T00:00:00.000Z',
  processor: cpus()[0]?.model.trim() || 'unknown',
};
const FIXED = ['blas', 'onnxruntime', 'wasm'];

/** The file of the choice, whatever its name is. */
function file(): string {
  const [name] = readdirSync(join(folder, 'engines'));
  return join(folder, 'engines', name!);
}

describe('the choice of auto', () => {
  test('is kept, and engines are tried in its order', () => {
    expect(engineOrder()).toEqual(FIXED);
    expect(keepChoice(FOUND)).toBe(true);
    expect(readChoice()).toMatchObject(FOUND);
    expect(engineOrder()).toEqual(['wasm', 'blas', 'onnxruntime']);
    expect(readdirSync(join(folder, 'engines'))).toHaveLength(1);
  });

  test('is that of the process that kept its own first, until it is measured again', () => {
    keepChoice(FOUND);
    expect(keepChoice({ ...FOUND, first: 'blas' })).toBe(true);
    expect(readChoice()?.first).toBe('wasm');
    expect(keepChoice({ ...FOUND, first: 'blas' }, true)).toBe(true);
    expect(readChoice()?.first).toBe('blas');
  });

  test.each([
    { case: 'no JSON', text: '{' },
    { case: 'null', text: 'null' },
    { case: 'of another processor', text: JSON.stringify({ ...KEPT, processor: 'another' }) },
    {
      case: 'of an engine that is taken by name only',
      text: JSON.stringify({ ...KEPT, first: 'tensorflow' }),
    },
    { case: 'without a reason', text: JSON.stringify({ ...KEPT, first: undefined }) },
    { case: 'of times that are none', text: JSON.stringify({ ...KEPT, rounds: [{ wasm: { wall: '2' } }] }) },
    { case: 'of rounds that are none', text: JSON.stringify({ ...KEPT, rounds: [null] }) },
    { case: 'without details', text: JSON.stringify({ ...KEPT, details: null }) },
  ])('is not taken from a file that is $case, which gives way to the next', ({ text }) => {
    keepChoice(FOUND);
    const damaged = file();
    writeFileSync(damaged, text);
    expect(readChoice()).toBeUndefined();
    expect(engineOrder()).toEqual(FIXED);
    keepChoice(FOUND);
    expect(readChoice()).toMatchObject(FOUND);
  });

  test('is that of the list where measuring failed', () => {
    keepChoice({ rounds: [], details: {}, problem: 'its process ended with SIGILL' });
    expect(readChoice()?.problem).toContain('SIGILL');
    expect(engineOrder()).toEqual(FIXED);
  });

  test('fails nothing where it cannot be kept', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a-file'), '');
    vi.stubEnv('HEBBENCH_CACHE_DIR', join(folder, 'a-file', 'below'));
    expect(canKeepChoice()).toBe(false);
    expect(keepChoice(FOUND)).toBe(false);
    expect(engineOrder()).toEqual(FIXED);
  });
});

describe('measuring', () => {
  test('is left out in tests', async () => {
    await measureOnce();
    expect(existsSync(folder)).toBe(false);
  });

  test('is done once', async () => {
    vi.stubEnv('VITEST', '');
    await measureOnce();
    const choice = readChoice()!;
    expect(choice).toMatchObject({ details: { wasm: expect.stringContaining('wasm') as string } });
    expect(choice.problem).toBeUndefined();
    expect(choice.rounds.every(({ wasm }) => wasm!.wall > 0)).toBe(true);
    const kept = readFileSync(file(), 'utf8');
    await measureOnce();
    expect(readFileSync(file(), 'utf8')).toBe(kept);
  });

  test('that ends in a crash is kept as one, and not tried again', async () => {
    vi.stubEnv('VITEST', '');
    // The child is a process of Node.js.
    vi.stubEnv('NODE_OPTIONS', '--require=/nowhere/no-such-module.cjs');
    await measureOnce();
    expect(readChoice()).toMatchObject({ problem: expect.stringContaining('exit status 1') as string });
    expect(engineOrder()).toEqual(FIXED);
  });
});
