import type { Architecture } from '@hebbench/core';
import { named, type LayerConstants, type Preparation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { channelConstants, standardised } from './channels.ts';

/** What a hidden layer makes of what it reads, before its kernel. */
export type Inputs = 'as-is' | 'unit-length' | 'centred' | 'standardised';

/** The known values of {@link Inputs}. */
export const INPUTS = ['as-is', 'unit-length', 'centred', 'standardised'] as const;

/** Rows shorter than this count as flat: keeps rounding small there, and the gradient finite. */
const SMALLEST_LENGTH = 1e-4;

/**
 * Each row divided by its Euclidean length, so that currents of units at norm 1 are cosines. A row of zeros stays zero.
 * @param x - `[batch, inputs]`
 */
export function unitLength(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(
    () => tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), SMALLEST_LENGTH ** 2))) as tf.Tensor2D,
  );
}

/**
 * Each row less its mean, divided by the length of what is left: cosines that brightness has no part in. It stands for
 * the authors' batch normalisation of photographs, by which the answer to one image would depend on the others.
 * @param x - `[batch, inputs]`
 */
export function centred(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => unitLength(tf.sub(x, tf.mean(x, 1, true)) as tf.Tensor2D));
}

/** What {@link preparation} gives to a network. */
export interface Prepared {
  readonly prepare?: Preparation;
  readonly prepareSamples?: Preparation;
  readonly constants?: readonly LayerConstants[];
}

/** How a network prepares what its hidden layers read. */
export function preparation(inputs: Inputs, architecture: Architecture): Prepared {
  switch (inputs) {
    case 'as-is':
      return {};
    case 'unit-length':
      return { prepare: named(unitLength, 'unit-length', { smallest: SMALLEST_LENGTH }) };
    case 'centred':
      return { prepare: named(centred, 'centred', { smallest: SMALLEST_LENGTH }) };
    case 'standardised': {
      const constants = channelConstants(architecture);
      return { prepareSamples: standardised(constants), constants };
    }
  }
}
