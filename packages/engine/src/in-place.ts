import * as tf from '@tensorflow/tfjs-core';
import { heapBackend, heapView, type HeapBackend } from './heap.ts';

/**
 * Lets host code change the values of variables where they lie.
 *
 * `update` gets one view a variable and must not allocate tensors: an allocation may move the heap. Tensors that share
 * a variable's values (a clone or a reshape of it) keep the old ones.
 */
export function updateInPlace(
  variables: readonly tf.Variable[],
  update: (views: Float32Array[]) => void,
): void {
  const heap = heapBackend();
  if (heap) {
    for (const variable of variables) unshare(heap, variable);
    update(variables.map((variable) => heapView(heap, variable)));
    return;
  }
  const copies = variables.map((variable) => new Float32Array(variable.dataSync()));
  update(copies);
  variables.forEach((variable, i) => assignValues(variable, copies[i]!));
}

/**
 * Reads tensors where they lie. `read` must not allocate tensors, nor keep the views.
 * @returns what `read` returns
 */
export function readInPlace<T>(tensors: readonly tf.Tensor[], read: (views: Float32Array[]) => T): T {
  const heap = heapBackend();
  return read(
    tensors.map((tensor) => (heap ? heapView(heap, tensor) : (tensor.dataSync<'float32'>() as Float32Array))),
  );
}

/**
 * Prepares a variable for a change of its values where they lie: gives it values of its own if another tensor shares
 * them, and has the backend forget what it made of the old ones.
 */
export function unshare(heap: HeapBackend, variable: tf.Variable): void {
  if (heap.refCount(variable.dataId) > 1) assignValues(variable, heapView(heap, variable).slice());
  else forget(heap, variable);
}

/**
 * The wasm backend keeps a packed copy of each second factor of a product by the tensor's number, and would go on to
 * multiply by the old values. It drops the copy when the tensor is disposed, so the tensor is disposed there, and made
 * known again at its old place; its memory is the caller's and stays.
 */
function forget({ wasm, dataIdMap }: HeapBackend, { dataId, size }: tf.Variable): void {
  const { id, memoryOffset } = dataIdMap.get(dataId);
  wasm.tfjs.disposeData(id);
  wasm.tfjs.registerTensor(id, size, memoryOffset);
}

function assignValues(variable: tf.Variable, values: Float32Array): void {
  const tensor = tf.tensor(values, variable.shape, 'float32');
  variable.assign(tensor);
  tensor.dispose();
}
