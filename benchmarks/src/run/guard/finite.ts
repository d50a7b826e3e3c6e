import { readInPlace } from '@hebbench/engine';
import type { Tensor } from '@tensorflow/tfjs-core';

const ZERO = 0;

/** Whether all values of a tensor are finite. Reads them once, where they lie. */
export function isFiniteTensor(tensor: Tensor): boolean {
  // Other types hold no value that is not.
  if (tensor.dtype !== 'float32') return true;
  return readInPlace([tensor], ([values]) => {
    // 0 times a number is 0, and NaN for whatever is not finite. Four sums, as one waits for itself.
    let [a, b, c, d] = [0, 0, 0, 0];
    const { length } = values!;
    const whole = length - (length % 4);
    for (let i = 0; i < whole; i += 4) {
      a += values![i]! * ZERO;
      b += values![i + 1]! * ZERO;
      c += values![i + 2]! * ZERO;
      d += values![i + 3]! * ZERO;
    }
    for (let i = whole; i < length; i++) a += values![i]! * ZERO;
    return a + b + c + d === 0;
  });
}

/** The first row of a batch with a value that is not finite. */
export function firstBadRow(tensor: Tensor): number {
  const at = tensor.dataSync<'float32'>().findIndex((value) => !Number.isFinite(value));
  return Math.floor(at / Math.max(1, tensor.size / Math.max(1, tensor.shape[0] ?? 1)));
}
