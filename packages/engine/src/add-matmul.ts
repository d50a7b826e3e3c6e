import * as tf from '@tensorflow/tfjs-core';
import type { Gemm, GemmCall } from './gemm.ts';
import { allocate, heapBackend, heapView, type HeapBackend } from './heap.ts';
import { unshare } from './in-place.ts';
import { nativeGemm } from './native.ts';

/** Settings of {@link addMatMul} and {@link accumulateMatMul}. */
export interface AddMatMulOptions {
  /** Factor α of the product. @defaultValue 1 */
  readonly alpha?: number;
  /** Factor β of what it is added to. @defaultValue 1 */
  readonly beta?: number;
  /** Whether the first factor is transposed. @defaultValue false */
  readonly transposeA?: boolean;
  /** Whether the second factor is transposed. @defaultValue false */
  readonly transposeB?: boolean;
}

/**
 * `β C + α op(A) op(B)` as a new tensor, in one matrix product where the engine has one. It has no gradient.
 * @param c - `[m, n]`
 * @param a - `[m, k]`, or `[k, m]` if transposed
 * @param b - `[k, n]`, or `[n, k]` if transposed
 */
export function addMatMul(
  c: tf.Tensor2D,
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  options: AddMatMulOptions = {},
): tf.Tensor2D {
  const call = shapesOf(c, a, b, options);
  const [heap, gemm] = [heapBackend(), nativeGemm()];
  if (!heap || !gemm) return composed(c, a, b, call);
  const output = allocate<tf.Tensor2D>(heap, [call.m, call.n]);
  if (call.beta !== 0) heapView(heap, output).set(heapView(heap, c));
  run(gemm, heap, call, a, b, output);
  return output;
}

/** `C ← β C + α op(A) op(B)` in place; see {@link addMatMul}. */
export function accumulateMatMul(
  c: tf.Variable<tf.Rank.R2>,
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  options: AddMatMulOptions = {},
): void {
  const call = shapesOf(c, a, b, options);
  const [heap, gemm] = [heapBackend(), nativeGemm()];
  if (heap && gemm) {
    unshare(heap, c);
    run(gemm, heap, call, a, b, c);
    return;
  }
  const sum = composed(c, a, b, call);
  c.assign(sum);
  sum.dispose();
}

type Shapes = Omit<GemmCall, 'a' | 'b' | 'c'>;

function shapesOf(
  c: tf.Tensor2D,
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  { alpha = 1, beta = 1, transposeA = false, transposeB = false }: AddMatMulOptions,
): Shapes {
  const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [kB, n] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  tf.util.assert(
    k === kB && c.shape[0] === m && c.shape[1] === n,
    () => `Shapes do not fit: [${c.shape}] + op([${a.shape}]) op([${b.shape}])`,
  );
  return { transposeA, transposeB, m, n, k, alpha, beta };
}

function run(
  gemm: Gemm,
  heap: HeapBackend,
  call: Shapes,
  a: tf.Tensor,
  b: tf.Tensor,
  output: tf.Tensor,
): void {
  const c = heapView(heap, output);
  if (call.m === 0 || call.n === 0) return;
  if (call.k === 0) {
    for (let i = 0; i < c.length; i++) c[i]! *= call.beta;
    return;
  }
  gemm({ ...call, a: heapView(heap, a), b: heapView(heap, b), c });
}

function composed(
  c: tf.Tensor2D,
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  { alpha, beta, ...call }: Shapes,
): tf.Tensor2D {
  return tf.tidy(() => {
    const product = tf.mul(tf.matMul(a, b, call.transposeA, call.transposeB), alpha);
    return (beta === 0 ? product : tf.add(tf.mul(c, beta), product)) as tf.Tensor2D;
  });
}
