import { HebbenchError } from '@hebbench/core';
import { expect, test } from 'vitest';
import { guardHeap } from '../src/heap.ts';
import { currentEngine, defaultEngine, openEngine, probeEngines, type EngineName } from '../src/index.ts';

async function errorOf(promise: Promise<unknown>): Promise<HebbenchError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HebbenchError);
  return error as HebbenchError;
}

test('nothing is open before an engine is opened', async () => {
  expect((await errorOf(currentEngine())).code).toBe('USAGE');
});

test('an unknown engine is refused with the nearest names', async () => {
  const error = await errorOf(openEngine({ engine: 'blass' as EngineName }));
  expect(error.code).toBe('UNKNOWN_NAME');
  expect(error.message).toContain('"blas"');
});

test('a requested engine that is missing is an error that says why and what helps', async () => {
  process.env['HEBBENCH_BLAS'] = 'libnothing-of-the-kind.so';
  const error = await errorOf(openEngine({ engine: 'blas' }));
  delete process.env['HEBBENCH_BLAS'];
  expect(error.code).toBe('ENGINE_UNAVAILABLE');
  // Without koffi, an optional dependency, it does not come to looking for the library.
  expect(error.got).toMatch(/libnothing-of-the-kind\.so|koffi/);
  expect(error.fix).toContain('libopenblas0-pthread');
});

test('where none is asked for, HEBBENCH_ENGINE names it', async () => {
  process.env['HEBBENCH_ENGINE'] = 'wassm';
  const error = await errorOf(openEngine());
  expect(error.code).toBe('UNKNOWN_NAME');
  expect(error.message).toContain('"wasm"');
  process.env['HEBBENCH_ENGINE'] = 'wasm';
  expect(defaultEngine()).toBe('wasm');
  expect(await openEngine()).toMatchObject({ name: 'wasm' });
  process.env['HEBBENCH_ENGINE'] = '';
  expect(defaultEngine()).toBe('auto');
  delete process.env['HEBBENCH_ENGINE'];
});

test('a process has one engine', async () => {
  const engine = await openEngine({ engine: 'wasm' });
  expect(engine).toMatchObject({ name: 'wasm', threads: 1 });
  expect(await openEngine()).toBe(engine);
  expect(await currentEngine()).toBe(engine);
  expect((await errorOf(openEngine({ engine: 'blas' }))).code).toBe('USAGE');
});

test('a full heap is an error, not address 0', () => {
  const wasm = { HEAPU8: new Uint8Array(16), _malloc: (bytes: number) => (bytes > 100 ? 0 : 8) };
  guardHeap({ wasm });
  expect(wasm._malloc(10)).toBe(8);
  expect(() => wasm._malloc(1000)).toThrow(HebbenchError);
});

test('every engine is probed in a process of its own', async () => {
  const probes = await probeEngines(1);
  expect(probes.map(({ name }) => name)).toEqual(['tensorflow', 'webgpu', 'blas', 'onnxruntime', 'wasm']);
  for (const probe of probes) {
    if (probe.available) expect(probe.gflops).toBeGreaterThan(0);
    else expect(probe.reason).not.toBe('');
  }
  expect(probes.at(-1)).toMatchObject({ name: 'wasm', available: true });
}, 120_000);
