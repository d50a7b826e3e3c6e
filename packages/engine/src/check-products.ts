import { createStreams } from '@hebbench/core';
import type { Gemm, GemmCall } from './gemm.ts';

/** Sizes of `op(A) op(B)`: below what kernels take at once, above it and no multiple of it, and enough for all threads. */
const SIZES: readonly Pick<GemmCall, 'm' | 'n' | 'k'>[] = [
  { m: 3, n: 5, k: 7 },
  { m: 17, n: 33, k: 65 },
  { m: 128, n: 129, k: 784 },
];

const EITHER = [false, true];

/** Each size with each transposition, with C overwritten and added to. */
const CALLS = SIZES.flatMap((size) =>
  EITHER.flatMap((transposeA) =>
    EITHER.flatMap((transposeB) => [0, 1].map((beta) => ({ ...size, transposeA, transposeB, beta }))),
  ),
);

const ALPHA = -0.5;
/** Spacing of float32 numbers at 1: a sum of k products is off by k of them at most, as a share of the sum of magnitudes. */
const SPACING = 2 ** -23;
/** Values of a product that are held against a sum in float64. */
const LOOKED_AT = 300;

/**
 * Multiplies small matrices and holds what comes of it against sums in float64. A BLAS that is older than the processor, or
 * that has the kernels of another, may give wrong numbers without a word; nothing that is trained with it would be right.
 * @throws an Error that names the product and both numbers
 */
export function checkProducts(gemm: Gemm): void {
  const stream = createStreams(0).child('engine').stream('check');
  const drawn = (length: number): Float32Array => stream.fillUniform(new Float32Array(length), -1, 1);
  for (const { transposeA, transposeB, m, n, k, beta } of CALLS) {
    // Where β is 0, C is overwritten, whatever it holds.
    const before = beta === 0 ? new Float32Array(m * n).fill(NaN) : drawn(m * n);
    const [a, b, c] = [drawn(m * k), drawn(k * n), before.slice()];
    const call = { transposeA, transposeB, m, n, k, alpha: ALPHA, a, b, beta };
    gemm({ ...call, c });
    checkValues({ ...call, c: before }, c);
  }
}

/** Some of the values that a call has made, the last among them. */
function checkValues(call: GemmCall, after: Float32Array): void {
  const { m, n, k, transposeA, transposeB } = call;
  const step = Math.max(1, Math.floor(after.length / LOOKED_AT));
  for (let at = after.length - 1; at >= 0; at -= step) {
    const { value, magnitude } = valueAt(call, Math.floor(at / n), at % n);
    // NaN is no less than anything.
    if (Math.abs(after[at]! - value) <= k * SPACING * magnitude) continue;
    const text = (rows: number, columns: number, transposed: boolean): string =>
      transposed ? `[${columns}, ${rows}]ᵀ` : `[${rows}, ${columns}]`;
    throw new Error(
      `its matrix products are wrong: ${text(m, k, transposeA)} · ${text(k, n, transposeB)} has ${after[at]} where ${Math.fround(value)} is right`,
    );
  }
}

/** `α Σ op(A) op(B) + β C` at one place, and the same of magnitudes. */
function valueAt(call: GemmCall, row: number, column: number): { value: number; magnitude: number } {
  const { transposeA, transposeB, m, n, k, alpha, a, b, beta, c } = call;
  const start = beta === 0 ? 0 : beta * c[row * n + column]!;
  let [value, magnitude] = [start, Math.abs(start)];
  for (let i = 0; i < k; i++) {
    const term =
      alpha *
      (transposeA ? a[i * m + row]! : a[row * k + i]!) *
      (transposeB ? b[column * k + i]! : b[i * n + column]!);
    value += term;
    magnitude += Math.abs(term);
  }
  return { value, magnitude };
}
