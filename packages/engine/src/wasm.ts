import * as tf from '@tensorflow/tfjs-core';
import { guardHeap, type HeapBackend } from './heap.ts';
import { useVectorPower } from './power.ts';
import { useSharedIdentity } from './shared-identity.ts';

/** Makes TensorFlow.js's wasm backend (SIMD, one thread) the current one. Returns its version. */
export async function openWasm(): Promise<string> {
  // Registers the gradients of all operations; the core package leaves them out.
  await import('@tensorflow/tfjs');
  return startWasm();
}

/** The same without gradients, which take longest to load. */
export async function startWasm(): Promise<string> {
  const { version_wasm: version } = await import('@tensorflow/tfjs-backend-wasm');
  // In Node its thread pool would need a second build that it cannot load there.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js could not start its wasm backend');
  await tf.ready();
  guardHeap(tf.backend() as HeapBackend);
  useSharedIdentity();
  useVectorPower();
  return version;
}
