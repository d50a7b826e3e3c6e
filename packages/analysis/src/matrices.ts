import * as tf from '@tensorflow/tfjs-core';
import { Matrix } from 'ml-matrix';

/** A copy of a tensor in double precision. */
export function toMatrix(x: tf.Tensor2D): Matrix {
  const [rows, columns] = x.shape;
  return Matrix.from1DArray(rows, columns, x.dataSync<'float32'>());
}

/** A copy of a matrix as a tensor. */
export function toTensor(matrix: Matrix): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(matrix.to1DArray()), [matrix.rows, matrix.columns]);
}
