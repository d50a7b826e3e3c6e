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
  const { version_wasm: version } = await withoutListeners(async () => {
    const backend = await import('@tensorflow/tfjs-backend-wasm');
    // In Node its thread pool would need a second build that it cannot load there.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js could not start its wasm backend');
    await tf.ready();
    return backend;
  });
  guardHeap(tf.backend() as HeapBackend);
  useSharedIdentity();
  useVectorPower();
  return version;
}

const FATAL = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Emscripten’s glue listens for errors that nobody catches, and throws them again: Node.js then prints the line that threw,
 * which is all of the glue, above the error of whoever made it. Without these listeners it prints the error.
 */
async function withoutListeners<T>(start: () => Promise<T>): Promise<T> {
  const before = FATAL.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  const started = await start();
  FATAL.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException'))
      if (!before[i]!.has(listener)) process.off(event, listener);
  });
  return started;
}
