import * as tf from '@tensorflow/tfjs-core';
import { eigenvectorsOf } from './eigenvectors.ts';
import { toMatrix, toTensor } from './matrices.ts';
import { orthonormalise } from './orthonormal.ts';

/** The leading principal components of samples. */
export interface PrincipalComponents {
  /** What was taken off each sample, `[inputs]`: their mean, or zeros. */
  readonly mean: Float32Array;
  /** `[count, inputs]`, row by row: orthonormal, the one of largest variance first. */
  readonly components: Float32Array;
  /** Variance along each component, in units² of the samples; the mean square for components about 0. */
  readonly variances: readonly number[];
  /** Variance along all directions. */
  readonly total: number;
}

/** Settings of {@link principalComponents}. */
export interface PrincipalComponentsOptions {
  /** How many, at most as many as there are inputs. */
  readonly count: number;
  /**
   * Whether about the samples' mean, as principal components are. About 0 they are what Oja’s subspace rule finds, which
   * takes no mean off.
   * @defaultValue true
   */
  readonly centred?: boolean;
}

/** Directions beyond those wanted: with them the wanted ones settle sooner. */
const SPARE = 20;
const PASSES = 12;

/**
 * The leading principal components, by orthogonal iteration on the covariance (Golub and Van Loan 2013, 8.2.4) and the
 * Rayleigh–Ritz values of the space that it ends in. Exact where as many directions are kept as there are inputs.
 * @param x - `[samples, inputs]`
 */
export function principalComponents(
  x: tf.Tensor2D,
  { count, centred = true }: PrincipalComponentsOptions,
): PrincipalComponents {
  const [samples, inputs] = x.shape;
  return tf.tidy(() => {
    const mean: tf.Tensor1D = centred ? tf.mean(x, 0) : tf.zeros([inputs]);
    const deviations = tf.sub<tf.Tensor2D>(x, mean);
    const covariance = tf.div<tf.Tensor2D>(tf.matMul(deviations, deviations, true, false), samples);
    const kept = Math.min(inputs, count + SPARE);
    const passes = kept < inputs ? PASSES : 0;
    // Rows, so that each direction lies in one piece.
    let basis = orthonormal(start(kept, inputs));
    for (let pass = 0; pass < passes; pass++) basis = orthonormal(tf.matMul(basis, covariance));
    const within = toMatrix(tf.matMul(tf.matMul(basis, covariance), basis, false, true));
    const { values, vectors } = eigenvectorsOf(within);
    const wanted = toTensor(vectors.subMatrix(0, kept - 1, 0, Math.min(count, kept) - 1));
    return {
      mean: mean.dataSync<'float32'>().slice(),
      components: tf.matMul(wanted, basis, true, false).dataSync<'float32'>().slice(),
      variances: values.slice(0, count).map((value) => Math.max(0, value)),
      total: tf.sum(tf.mean(tf.square(deviations), 0)).dataSync()[0]!,
    };
  });
}

/** The same components with what they explain of other samples, which they were not made of. */
export function heldOut(pca: PrincipalComponents, x: tf.Tensor2D): PrincipalComponents {
  const { mean, components, variances } = pca;
  return tf.tidy(() => {
    const deviations = tf.sub<tf.Tensor2D>(x, tf.tensor1d(mean));
    const rows = tf.tensor2d(components, [variances.length, mean.length]);
    const along = tf.mean(tf.square(tf.matMul(deviations, rows, false, true)), 0);
    const total = tf.sum(tf.mean(tf.square(deviations), 0)).dataSync()[0]!;
    return { ...pca, variances: Array.from(along.dataSync()), total };
  });
}

/** Rows that any direction has a part in, none a sum of others; the same ones each time. */
function start(rows: number, inputs: number): tf.Tensor2D {
  const values = Float32Array.from({ length: rows * inputs }, (_, i) => mixed(i + 1) / 2 ** 31);
  return tf.tensor2d(values, [rows, inputs]);
}

/**
 * A number's bits, mixed (the last steps of MurmurHash3, by Appleby): the same on every machine. A multiple of the number
 * alone would not do, as rows of multiples depend on each other.
 */
function mixed(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Orthonormal rows of the same span. */
function orthonormal(rows: tf.Tensor2D): tf.Tensor2D {
  const values = Float64Array.from(rows.dataSync<'float32'>());
  orthonormalise(values, rows.shape[1]);
  return tf.tensor2d(Float32Array.from(values), rows.shape);
}
