import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';

/**
 * Cosines of the principal angles between the spans of two sets of vectors (Björck and Golub 1973), the largest first:
 * all 1 for the same span, all 0 for spans at right angles.
 * @param a - `[m, inputs]`, row by row, linearly independent
 * @param b - `[n, inputs]`, row by row, linearly independent
 * @returns `min(m, n)` numbers in [0, 1]
 */
export function principalAngleCosines(a: ArrayLike<number>, b: ArrayLike<number>, inputs: number): number[] {
  const [first, second] = [a, b].map((rows) => basisOf(rows, inputs));
  const products = first!.transpose().mmul(second!);
  const { diagonal } = new SingularValueDecomposition(products, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  return diagonal.map((cosine) => Math.min(1, Math.max(0, cosine)));
}

/**
 * How much of one span is in another of as many dimensions, in [0, 1]: the mean squared cosine of their principal
 * angles. A random span of k dimensions among n has k / n of it.
 */
export function overlap(cosines: readonly number[]): number {
  return cosines.reduce((sum, cosine) => sum + cosine ** 2, 0) / Math.max(1, cosines.length);
}

/** An orthonormal basis of the span, as columns. */
function basisOf(rows: ArrayLike<number>, inputs: number): Matrix {
  const matrix = Matrix.from1DArray(rows.length / inputs, inputs, Array.from(rows));
  return new QrDecomposition(matrix.transpose()).orthogonalMatrix;
}
