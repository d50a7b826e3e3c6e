import * as tf from '@tensorflow/tfjs-core';
import { QrDecomposition } from 'ml-matrix';
import { eigenvectorsOf } from './eigenvectors.ts';
import { toMatrix, toTensor } from './matrices.ts';

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
const PASSES = 15;

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
    let basis = orthonormal(start(inputs, kept));
    for (let pass = 0; pass < passes; pass++) basis = orthonormal(tf.matMul(covariance, basis));
    const within = toMatrix(tf.matMul(basis, tf.matMul(covariance, basis), true, false));
    const { values, vectors } = eigenvectorsOf(within);
    const wanted = vectors.subMatrix(0, kept - 1, 0, Math.min(count, kept) - 1);
    return {
      mean: mean.dataSync<'float32'>().slice(),
      components: tf
        .transpose(tf.matMul(basis, toTensor(wanted)))
        .dataSync<'float32'>()
        .slice(),
      variances: values.slice(0, count).map((value) => Math.max(0, value)),
      total: tf.sum(tf.mean(tf.square(deviations), 0)).dataSync()[0]!,
    };
  });
}

/** Columns that any direction has a part in; the same ones each time. */
function start(inputs: number, columns: number): tf.Tensor2D {
  const values = Float32Array.from({ length: inputs * columns }, (_, i) => Math.sin(i * i + 1));
  return tf.tensor2d(values, [inputs, columns]);
}

/** Orthonormal columns of the same span. */
function orthonormal(columns: tf.Tensor2D): tf.Tensor2D {
  return toTensor(new QrDecomposition(toMatrix(columns)).orthogonalMatrix);
}
