import { describe, expect, test } from 'vitest';
import { checkProducts } from '../src/check-products.ts';
import type { Gemm, GemmCall } from '../src/gemm.ts';

/** The product in loops, as it should be. */
const right: Gemm = ({ transposeA, transposeB, m, n, k, alpha, a, b, beta, c }) => {
  for (let row = 0; row < m; row++)
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++)
        sum +=
          (transposeA ? a[i * m + row]! : a[row * k + i]!) *
          (transposeB ? b[column * k + i]! : b[i * n + column]!);
      const at = row * n + column;
      c[at] = alpha * sum + (beta === 0 ? 0 : beta * c[at]!);
    }
};

/** The right product, of a call that is not the one asked for. */
const of = (change: (call: GemmCall) => GemmCall): Gemm => {
  return (call) => right(change(call));
};

/** The right product, and then something happens to it. */
const then = (spoil: (call: GemmCall) => void): Gemm => {
  return (call) => {
    right(call);
    spoil(call);
  };
};

describe('products of a native library', () => {
  test('right ones are taken', () => {
    expect(() => checkProducts(right)).not.toThrow();
  });

  test.each<{ name: string; gemm: Gemm }>([
    { name: 'transposition of A is ignored', gemm: of((call) => ({ ...call, transposeA: false })) },
    { name: 'transposition of B is ignored', gemm: of((call) => ({ ...call, transposeB: false })) },
    { name: 'α is ignored', gemm: of((call) => ({ ...call, alpha: 1 })) },
    { name: 'C is not added', gemm: of((call) => ({ ...call, beta: 0 })) },
    { name: 'NaN is not overwritten', gemm: of((call) => ({ ...call, beta: 1 })) },
    { name: 'the last value is left out', gemm: then(({ c }) => (c[c.length - 1] = 0)) },
    {
      name: 'large ones lack an addend',
      gemm: of((call) => ({ ...call, ...(call.k === 784 && lessOne(call)) })),
    },
    {
      name: 'numbers of half the length',
      gemm: then(({ c }) => c.forEach((value, i) => (c[i] = rounded(value)))),
    },
    { name: 'nothing is computed', gemm: () => undefined },
  ])('$name: refused, with both numbers', ({ gemm }) => {
    expect(() => checkProducts(gemm)).toThrow(
      /^its matrix products are wrong: \[.+ has \S+ where -?[\d.e-]+ is right$/,
    );
  });
});

/** A call whose first addend of each sum is 0. */
function lessOne({ transposeA, m, k, a }: GemmCall): Partial<GemmCall> {
  const less = a.slice();
  for (let row = 0; row < m; row++) less[transposeA ? row : row * k] = 0;
  return { a: less };
}

/** With 8 of the 24 bits of a float32 number, as bfloat16 has. */
function rounded(value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer);
  bits[0]! &= 0xffff0000;
  return new Float32Array(bits.buffer)[0]!;
}
