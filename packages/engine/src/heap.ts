import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** The parts of TensorFlow.js's wasm backend that give direct access to its heap. */
export interface HeapBackend extends tf.KernelBackend {
  readonly wasm: {
    HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    readonly asm: { readonly memory: object };
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: { get(dataId: tf.DataId): { readonly id: number; readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  refCount(dataId: tf.DataId): number;
  incRef(dataId: tf.DataId): void;
}

/** The backend in use, if its tensors lie on a wasm heap. */
export function heapBackend(): HeapBackend | undefined {
  return tf.getBackend() === 'wasm' ? (tf.backend() as HeapBackend) : undefined;
}

/**
 * A tensor's values where they lie. The view is valid until the next allocation: a growing heap moves.
 */
export function heapView(backend: HeapBackend, { dataId, shape }: tf.TensorInfo): Float32Array {
  const size = tf.util.sizeFromShape(shape);
  return new Float32Array(backend.wasm.HEAPU8.buffer, heapAddress(backend, { dataId }), size);
}

/** Where a tensor's values begin on the heap, in bytes. */
export function heapAddress(backend: HeapBackend, { dataId }: Pick<tf.TensorInfo, 'dataId'>): number {
  return backend.dataIdMap.get(dataId).memoryOffset >>> 0;
}

/** A new, uninitialised float32 tensor on the heap, tracked like any other. */
export function allocate<T extends tf.Tensor>(backend: HeapBackend, shape: number[]): T {
  return tf.engine().makeTensorFromTensorInfo(backend.makeOutput(shape, 'float32')) as T;
}

/**
 * Makes a full heap an error. The heap ends at 4 GiB; when it is full, `malloc` returns 0, and TensorFlow.js would go
 * on to write to address 0.
 */
export function guardHeap({
  wasm,
}: {
  readonly wasm: Pick<HeapBackend['wasm'], 'HEAPU8' | '_malloc'>;
}): void {
  const malloc = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const address = malloc(bytes);
    if (address === 0 && bytes > 0) {
      throw new HebbenchError('ENGINE_MEMORY', "The engine's memory is full.", {
        got: `a request for ${(bytes / 2 ** 20).toFixed(1)} MiB with ${(wasm.HEAPU8.length / 2 ** 20).toFixed(0)} MiB in use or reserved`,
        expected: 'tensors of at most 4 GiB in all',
        fix: 'use smaller layers or batches, or the tensorflow engine, which has no such limit',
      });
    }
    return address;
  };
}
