import * as tf from '@tensorflow/tfjs-core';
import type { HeapBackend } from './heap.ts';

/**
 * Makes copies of tensors on the wasm backend share the values of their originals, as they do on the other backends. It
 * copies them, and TensorFlow.js makes a copy of both factors of every product that a gradient is asked of: of a hidden
 * layer's kernel, too, with each update. What changes values where they lie gives a variable values of its own before,
 * if it shares them.
 */
export function useSharedIdentity(): void {
  const original = tf.getKernel('Identity', 'wasm')!.kernelFunc;
  tf.unregisterKernel('Identity', 'wasm');
  tf.registerKernel({
    kernelName: 'Identity',
    backendName: 'wasm',
    kernelFunc(call) {
      const x = call.inputs['x'] as tf.TensorInfo;
      // Strings are no values on the heap.
      if (x.dtype === 'string') return original(call);
      (call.backend as HeapBackend).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
}
