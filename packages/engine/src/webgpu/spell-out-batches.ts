import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace-kernel.ts';

/**
 * Makes the webgpu backend's products repeat factors whose batch is not the end of the product's. Its own takes the batch
 * of the larger factor for the product's, and a factor's matrices in turn: `[2, 1, …] · [1, 3, …]` would be three products
 * instead of six.
 */
export function spellOutBatches(): void {
  for (const name of ['BatchMatMul', '_FusedMatMul']) {
    replaceKernel(name, (original) => (call) => {
      const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const repeated = [a, b].map((factor) => repeatTo(factor, batch, call.backend));
      const [left, right] = repeated.map((factor, i) => factor ?? [a, b][i]!);
      const product = original({ ...call, inputs: { ...call.inputs, a: left!, b: right! } });
      for (const factor of repeated)
        if (factor) (call.backend as tf.KernelBackend).disposeData(factor.dataId);
      return product;
    });
  }
}

/** @returns `undefined` where the factor can stay as it is */
function repeatTo(x: tf.TensorInfo, batch: readonly number[], backend: unknown): tf.TensorInfo | undefined {
  const own = x.shape.slice(0, -2);
  const from = own.findIndex((length) => length !== 1);
  const rest = from === -1 ? [] : own.slice(from);
  if (rest.every((length, i) => length === batch.at(i - rest.length))) return undefined;
  const shape = [...Array.from({ length: batch.length - own.length }, () => 1), ...x.shape];
  const reps = [...batch.map((length, axis) => (shape[axis] === length ? 1 : length)), 1, 1];
  const tile = tf.getKernel('Tile', 'webgpu')!.kernelFunc;
  return tile({
    inputs: { x: { ...x, shape } },
    attrs: { reps },
    backend: backend as object,
  }) as tf.TensorInfo;
}
