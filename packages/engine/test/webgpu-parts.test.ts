import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openCard, type Dawn, type Device, type GpuBuffer } from '../src/webgpu/dawn.ts';
import { findOptional } from '../src/webgpu/optional-package.ts';
import { readSynchronously, type WebGpuBackend } from '../src/webgpu/read.ts';
import { rememberTicks } from '../src/webgpu/ticks.ts';

test('what native code gives to setImmediate can be called synchronously, once; the rest is left alone', async () => {
  const target = { setImmediate };
  const tick = rememberTicks(target);
  const calls: string[] = [];
  // A nameless function without source, as addons make them.
  const native = calls.push.bind(calls, 'native') as () => void;
  Object.defineProperty(native, 'name', { value: '' });
  expect(tick()).toBe(false);
  target.setImmediate(native);
  target.setImmediate(() => void calls.push('own'));
  expect(tick()).toBe(true);
  expect(tick()).toBe(false);
  expect(calls).toEqual(['native']);
  target.setImmediate(native);
  await new Promise((resolve) => target.setImmediate(() => resolve(undefined)));
  expect(calls).toEqual(['native', 'own', 'native']);
});

test('a package is found with its version; one that is not there is an error that names it', async () => {
  const found = findOptional('@tensorflow/tfjs-core');
  expect(found.version).toBe(tf.version_core);
  expect(await found.load()).toHaveProperty('version_core', tf.version_core);
  expect(() => findOptional('no-such-package')).toThrow('the package no-such-package is not installed');
});

describe('where there is no graphics card', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('opening it is an error that says so', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('setImmediate', setImmediate);
    const dawn: Dawn = { create: () => ({ requestAdapter: () => Promise.resolve(null) }), globals: {} };
    const opened = openCard({ version: '1', load: () => Promise.resolve(dawn) });
    await expect(opened).rejects.toThrow('no graphics card that Dawn can use');
  });
});

describe('reading from a card', () => {
  const FLOATS = Float32Array.of(1.5, -2, 3);

  /** A backend with one tensor of `values` on its card, which is done after some ticks, or never. */
  function open(dtype: tf.DataType, values: ArrayBuffer, shape: number[], ticks = 3) {
    let tell: Parameters<Device['addEventListener']>[1] = () => {};
    const asked: number[] = [];
    const buffer = (size: number): GpuBuffer & { mapState: GpuBuffer['mapState'] } => ({
      size,
      mapState: 'unmapped',
      mapAsync() {
        this.mapState = 'pending';
        return new Promise(() => {});
      },
      getMappedRange: () => values,
      unmap() {},
    });
    let staging = buffer(0);
    const backend: WebGpuBackend = {
      tensorMap: {
        get: () => tensor,
      },
      bufferManager: {
        acquireBuffer(size) {
          asked.push(size);
          return (staging = buffer(size));
        },
        releaseBuffer() {},
      },
      commandEncoder: { copyBufferToBuffer() {} },
      ensureCommandEncoderReady() {},
      endComputePassEncoder() {},
      submitQueue() {},
      readSync: () => {
        throw new Error('a canvas');
      },
    };
    const tensor = { dtype, shape, values: null, resource: buffer(values.byteLength) };
    const device = {
      addEventListener: (_, listener) => (tell = listener),
      lost: new Promise(() => {}),
    } as Device;
    let left = ticks;
    readSynchronously(backend, device, () => {
      if (left === Infinity) return false;
      if (--left === 0) staging.mapState = 'mapped';
      return true;
    });
    return {
      backend,
      asked,
      read: () => {
        left = ticks;
        tensor.values = null;
        return backend.readSync({});
      },
      refuse: (message: string) => tell({ error: { message } }),
    };
  }

  test.each([
    { dtype: 'float32', buffer: FLOATS.buffer, shape: [3], values: FLOATS },
    { dtype: 'int32', buffer: Int32Array.of(1, -2).buffer, shape: [2], values: Int32Array.of(1, -2) },
    { dtype: 'bool', buffer: Int32Array.of(1, 0).buffer, shape: [2], values: Uint8Array.of(1, 0) },
    // Its memory has room for a value.
    { dtype: 'float32', buffer: FLOATS.buffer, shape: [0, 3], values: new Float32Array(0) },
  ] as const)('waits for $dtype values of shape $shape', ({ dtype, buffer, shape, values }) => {
    expect(open(dtype, buffer, [...shape]).read()).toEqual(values);
  });

  test('throws once for what the card refused before, as what came of it is of no use', () => {
    const { read, refuse } = open('float32', FLOATS.buffer, [3]);
    refuse('Binding size is zero.\nmore of it');
    refuse('what followed from it');
    expect(read).toThrow(/refused an operation: Binding size is zero\.$/);
    expect(read()).toEqual(FLOATS);
  });

  test('throws where the card is lost', () => {
    expect(open('float32', FLOATS.buffer, [3], Infinity).read).toThrow('it was lost, or its memory is full');
  });

  test('no memory is without a byte, which the card would refuse', () => {
    const { backend, asked } = open('float32', FLOATS.buffer, [3]);
    backend.bufferManager.acquireBuffer(0, 0);
    backend.bufferManager.acquireBuffer(8, 0);
    expect(asked).toEqual([4, 8]);
  });
});
