import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace-kernel.ts';

/**
 * Makes the webgpu backend add many tensors two by two. Its own kernel reads all of them at once, and a graphics card has
 * places for ten or so.
 */
export function addInPairs(): void {
  const add = tf.getKernel('Add', 'webgpu')!.kernelFunc;
  const identity = tf.getKernel('Identity', 'webgpu')!.kernelFunc;
  replaceKernel('AddN', () => ({ inputs, backend }) => {
    const [first, ...others] = inputs as unknown as tf.TensorInfo[];
    const start = identity({ inputs: { x: first! }, attrs: {}, backend }) as tf.TensorInfo;
    return others.reduce((sum, next) => {
      const total = add({ inputs: { a: sum, b: next }, attrs: {}, backend }) as tf.TensorInfo;
      (backend as tf.KernelBackend).disposeData(sum.dataId);
      return total;
    }, start);
  });
}
