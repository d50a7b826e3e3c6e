import * as tf from '@tensorflow/tfjs-core';

/** Puts a kernel of the webgpu backend in the place of its own, which `make` gets. */
export function replaceKernel(kernelName: string, make: (original: tf.KernelFunc) => tf.KernelFunc): void {
  const original = tf.getKernel(kernelName, 'webgpu')!.kernelFunc;
  tf.unregisterKernel(kernelName, 'webgpu');
  tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: make(original) });
}
