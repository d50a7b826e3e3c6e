import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** A distribution to draw starting weights from. */
export type InitialWeights =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly sd: number }
  /** |N(0, sd²)| */
  | { readonly kind: 'half-normal'; readonly sd: number }
  /** N(0, 2/inputs), for ReLU layers (He et al. 2015) */
  | { readonly kind: 'he' };

const sd = z.number().positive();

/** Schema of {@link InitialWeights}. */
export const initialWeightsSchema: z.ZodType<InitialWeights> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniform'), low: z.number(), high: z.number() }),
  z.strictObject({ kind: z.literal('normal'), sd }),
  z.strictObject({ kind: z.literal('half-normal'), sd }),
  z.strictObject({ kind: z.literal('he') }),
]);

/** The paper's start: U[0.01, 0.1] with the nonnegativity constraint, N(0, 0.01²) without. */
export function paperInitialWeights(nonnegative: boolean): InitialWeights {
  return nonnegative ? { kind: 'uniform', low: 0.01, high: 0.1 } : { kind: 'normal', sd: 0.01 };
}

/** Draws a kernel `[inputs, units]`, row by row. */
export function drawKernel(
  [inputs, units]: readonly [number, number],
  initial: InitialWeights,
  stream: RandomStream,
): Float32Array {
  const values = new Float32Array(inputs * units);
  switch (initial.kind) {
    case 'uniform':
      return stream.fillUniform(values, initial.low, initial.high);
    case 'normal':
      return stream.fillNormal(values, 0, initial.sd);
    case 'half-normal':
      return stream.fillNormal(values, 0, initial.sd).map(Math.abs);
    case 'he':
      return stream.fillNormal(values, 0, Math.sqrt(2 / inputs));
  }
}

/**
 * A trainable kernel at its random start.
 * @param transposed - `[units, inputs]` with the same draws in the same places. @defaultValue false
 * @returns `[inputs, units]`
 */
export function createKernel(
  shape: readonly [number, number],
  initial: InitialWeights,
  stream: RandomStream,
  transposed = false,
): tf.Variable<tf.Rank.R2> {
  return asVariable(
    tf.tidy(() => {
      const kernel = tf.tensor2d(drawKernel(shape, initial, stream), [...shape]);
      return transposed ? tf.transpose(kernel) : kernel;
    }),
  );
}

/** A trainable tensor of zeros. */
export function createZeros<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Variable<R> {
  return asVariable(tf.zeros<R>(shape));
}

function asVariable<R extends tf.Rank>(values: tf.Tensor<R>): tf.Variable<R> {
  const variable = tf.variable(values);
  values.dispose();
  return variable;
}
