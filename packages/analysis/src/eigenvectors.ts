import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Eigenvalues and vectors of a symmetric matrix, the largest first. */
export interface Eigenvectors {
  readonly values: readonly number[];
  /** `[size, size]`: vectors are columns. */
  readonly vectors: Matrix;
}

/** Eigenvalues and vectors of a symmetric matrix, the largest first (by ml-matrix). */
export function eigenvectorsOf(symmetric: Matrix): Eigenvectors {
  const found = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const order = found.realEigenvalues.map((_, i) => i);
  order.sort((a, b) => found.realEigenvalues[b]! - found.realEigenvalues[a]!);
  return {
    values: order.map((i) => found.realEigenvalues[i]!),
    vectors: found.eigenvectorMatrix.subMatrixColumn(order),
  };
}
