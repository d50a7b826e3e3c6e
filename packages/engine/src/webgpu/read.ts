import * as tf from '@tensorflow/tfjs-core';
import type { Device, GpuBuffer } from './dawn.ts';
import type { Tick } from './ticks.ts';

/** The parts of TensorFlow.js's webgpu backend that reading needs. The package's version is pinned. */
export interface WebGpuBackend {
  readonly tensorMap: { get(dataId: object): TensorData };
  readonly bufferManager: {
    acquireBuffer(size: number, usage: number, ...more: boolean[]): GpuBuffer;
    releaseBuffer(buffer: GpuBuffer): void;
  };
  readonly commandEncoder: {
    copyBufferToBuffer(from: GpuBuffer, at: number, to: GpuBuffer, toAt: number, bytes: number): void;
  };
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  readSync(dataId: object): tf.backend_util.BackendValues;
}

interface TensorData {
  readonly dtype: tf.DataType;
  readonly shape: number[];
  values: tf.backend_util.BackendValues | null;
  readonly resource: GpuBuffer | null;
}

/** As WebGPU's `GPUBufferUsage` and `GPUMapMode` have them. */
const COPY_DST_AND_MAP_READ = 0x0009;
const READ = 0x0001;

/** Of a value: the backend keeps integers and truth values as large as floats. */
const BYTES = 4;

/**
 * Gives the backend reads that wait for the graphics card. Its own go through a browser's canvas, which Node.js has not.
 * WebGPU tells of what it refused to compute afterwards, and goes on with whatever lies in memory: a read then throws.
 */
export function readSynchronously(backend: WebGpuBackend, device: Device, tick: Tick): void {
  let refused: string | undefined;
  device.addEventListener('uncapturederror', ({ error }) => (refused ??= error.message.split('\n')[0]));
  giveEmptyTensorsMemory(backend);
  const original = backend.readSync.bind(backend);
  backend.readSync = (dataId) => {
    const data = backend.tensorMap.get(dataId);
    // On the host already, or of a kind that is put together from others.
    if (data.values !== null && data.values !== undefined) return data.values;
    if (data.dtype === 'string' || data.dtype === 'complex64' || !data.resource) return original(dataId);
    const bytes = copyToHost(backend, data.resource, tick);
    if (refused !== undefined) {
      const reason = refused;
      refused = undefined;
      throw new Error(`The graphics card refused an operation: ${reason}`);
    }
    data.values = valuesOf(bytes.slice(0, BYTES * tf.util.sizeFromShape(data.shape)), data.dtype);
    return data.values;
  };
}

/** WebGPU refuses operations on buffers without a byte, which tensors without a value would have. */
function giveEmptyTensorsMemory({ bufferManager }: WebGpuBackend): void {
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (size, ...more) => acquire(Math.max(size, BYTES), ...more);
}

function copyToHost(backend: WebGpuBackend, source: GpuBuffer, tick: Tick): ArrayBuffer {
  const { size } = source;
  const staging = backend.bufferManager.acquireBuffer(size, COPY_DST_AND_MAP_READ);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder.copyBufferToBuffer(source, 0, staging, 0, size);
  backend.submitQueue();
  let failure: unknown;
  staging.mapAsync(READ).catch((error: unknown) => (failure = error));
  while (staging.mapState === 'pending' && tick());
  if (staging.mapState !== 'mapped')
    throw new Error('The graphics card gave no values: it was lost, or its memory is full.', {
      cause: failure,
    });
  const values = staging.getMappedRange().slice(0);
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return values;
}

function valuesOf(bytes: ArrayBuffer, dtype: tf.DataType): tf.backend_util.BackendValues {
  if (dtype === 'float32') return new Float32Array(bytes);
  if (dtype === 'int32') return new Int32Array(bytes);
  return Uint8Array.from(new Int32Array(bytes));
}
