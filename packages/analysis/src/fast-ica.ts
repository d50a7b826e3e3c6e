import * as tf from '@tensorflow/tfjs-core';
import { Matrix } from 'ml-matrix';
import { eigenvectorsOf } from './eigenvectors.ts';
import { toMatrix, toTensor } from './matrices.ts';
import type { PrincipalComponents } from './principal-components.ts';

/** Settings of {@link fastIca}. */
export interface FastIcaOptions {
  /** Where the search begins: `[components, components]`, row by row, of full rank, e.g. normal random numbers. */
  readonly start: Float32Array;
  /** How far a row may still turn: 1 less the cosine. @defaultValue 1e-4 */
  readonly tolerance?: number;
  /** @defaultValue 200 */
  readonly mostPasses?: number;
}

/** What {@link fastIca} found. */
export interface Unmixing {
  /** `[components, components]`, row by row, orthonormal: sources are `unmixing × whitened sample`. */
  readonly unmixing: Float32Array;
  /** Whether the last pass turned no row by more than the tolerance. */
  readonly converged: boolean;
}

/**
 * Independent components by FastICA (Hyvärinen 1999): fixed-point iteration on the negentropy with `tanh`, all components
 * at once.
 * @param white - `[samples, components]`, see {@link whiten}
 */
export function fastIca(
  white: tf.Tensor2D,
  { start, tolerance = 1e-4, mostPasses = 200 }: FastIcaOptions,
): Unmixing {
  const components = white.shape[1];
  let rows = decorrelate(Matrix.from1DArray(components, components, start));
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = decorrelate(fixedPoint(white, rows));
    const turned = Math.max(
      ...next
        .mmul(rows.transpose())
        .diagonal()
        .map((cosine) => Math.abs(Math.abs(cosine) - 1)),
    );
    rows = next;
    if (turned < tolerance) return { unmixing: Float32Array.from(rows.to1DArray()), converged: true };
  }
  return { unmixing: Float32Array.from(rows.to1DArray()), converged: false };
}

/** `W ← E[g(W x) xᵀ] − diag(E[g′(W x)]) W`, with g = tanh. */
function fixedPoint(white: tf.Tensor2D, rows: Matrix): Matrix {
  const next = tf.tidy(() => {
    const w = toTensor(rows);
    const g = tf.tanh(tf.matMul(white, w, false, true));
    const slopes = tf.mean(tf.sub(1, tf.square(g)), 0);
    const pulled = tf.div(tf.matMul(g, white, true, false), white.shape[0]);
    return tf.sub<tf.Tensor2D>(pulled, tf.mul(tf.expandDims(slopes, 1), w));
  });
  const matrix = toMatrix(next);
  next.dispose();
  return matrix;
}

/** The nearest matrix with orthonormal rows, `(W Wᵀ)^(−1/2) W`. */
function decorrelate(rows: Matrix): Matrix {
  const { values, vectors } = eigenvectorsOf(rows.mmul(rows.transpose()));
  const scaled = vectors.clone();
  values.forEach((value, column) => scaled.mulColumn(column, 1 / Math.sqrt(value)));
  return scaled.mmul(vectors.transpose()).mmul(rows);
}

/**
 * Samples along principal components, each of variance 1: `[samples, components]`.
 * @param pca - about the mean; every variance above 0
 */
export function whiten(x: tf.Tensor2D, pca: PrincipalComponents): tf.Tensor2D {
  return tf.tidy(() => tf.matMul(tf.sub(x, tf.tensor1d(pca.mean)), whitener(pca), false, true));
}

/** What {@link whiten} multiplies by, `[components, inputs]`. */
export function whitener({ mean, components, variances }: PrincipalComponents): tf.Tensor2D {
  return tf.tidy(() => {
    const rows = tf.tensor2d(components, [variances.length, mean.length]);
    return tf.div(rows, tf.expandDims(tf.sqrt(tf.tensor1d([...variances])), 1));
  });
}

/**
 * The basis vectors of independent components in the inputs' own units, `[components, inputs]`: what one of each source
 * adds to a sample.
 */
export function basisOfSources(unmixing: Float32Array, pca: PrincipalComponents): tf.Tensor2D {
  return tf.tidy(() => {
    const count = pca.variances.length;
    const rows = tf.tensor2d(pca.components, [count, pca.mean.length]);
    const coloured = tf.mul(rows, tf.expandDims(tf.sqrt(tf.tensor1d([...pca.variances])), 1));
    return tf.matMul(tf.tensor2d(unmixing, [count, count]), coloured);
  });
}
