// @own-process: it opens the fastest engine, which another file may have opened already.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { engineOrder, openEngine, readSpeeds } from '../src/index.ts';
import { keepSpeeds } from '../src/order.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-order-'));
const before = process.env['HEBBENCH_CACHE_DIR'];
afterAll(() => {
  if (before === undefined) delete process.env['HEBBENCH_CACHE_DIR'];
  else process.env['HEBBENCH_CACHE_DIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  process.env['HEBBENCH_CACHE_DIR'] = folder;
});

const SPEEDS = {
  measured: '2026-01-01T00:00:00.000Z',
  processor: cpus()[0]?.model ?? 'unknown',
  threads: 2,
  updates: { tensorflow: 1, blas: 3, wasm: 2 },
};
const WITHOUT_SPEEDS = ['blas', 'onnxruntime', 'wasm'];

test.each([
  { case: 'nothing', text: undefined },
  { case: 'no JSON', text: '{' },
  { case: 'null', text: 'null' },
  { case: 'another processor', text: JSON.stringify({ ...SPEEDS, processor: 'another' }) },
  { case: 'no times', text: JSON.stringify({ ...SPEEDS, updates: {} }) },
  { case: 'times that are none', text: JSON.stringify({ ...SPEEDS, updates: { wasm: '2' } }) },
])('where $case was kept, the order is that of the list', ({ text }) => {
  rmSync(join(folder, 'engines.json'), { force: true });
  if (text !== undefined) writeFileSync(join(folder, 'engines.json'), text);
  expect(engineOrder()).toEqual(WITHOUT_SPEEDS);
});

test('measured engines come first, the fastest before the others; tensorflow is taken by name only', () => {
  writeFileSync(join(folder, 'engines.json'), JSON.stringify(SPEEDS));
  expect(engineOrder()).toEqual(['wasm', 'blas', 'onnxruntime']);
});

test('auto takes the fastest', async () => {
  expect(keepSpeeds(2, { blas: 3, wasm: 2 })).toBe(true);
  expect(readSpeeds()).toMatchObject({ threads: 2, updates: { blas: 3, wasm: 2 } });
  expect(await openEngine()).toMatchObject({ name: 'wasm' });
});

test('where it cannot be kept, nothing fails', () => {
  writeFileSync(join(folder, 'a-file'), '');
  process.env['HEBBENCH_CACHE_DIR'] = join(folder, 'a-file', 'below');
  expect(keepSpeeds(2, { wasm: 2 })).toBe(false);
  expect(engineOrder()).toEqual(WITHOUT_SPEEDS);
});
