import type { Architecture } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { normalisedReluAbove, relu, type Activation, type Preparation } from '../activations.ts';
import { RESCALED } from './rescale.ts';
import type { Normalisation } from './schema.ts';
import { standardise } from './standardise.ts';

/** What the hidden layers of a network compute, `z = activation(prepare(x) W)`. Layers are counted from 1. */
export interface HiddenForm {
  /** What a layer makes of what it reads, before its kernel. @defaultValue nothing */
  readonly prepare?: Preparation;
  /** What a layer makes of its currents. */
  readonly activation: Activation;
  /** {@link HiddenForm.activation} before it is rescaled to [0, 1]. */
  readonly response: Activation;
}

/** What {@link createHiddenForm} is told beside the shape of the network. */
export interface HiddenFormOptions {
  /** A reading of equation (6); the `paper` presets' if left out. */
  readonly normalisation?: Normalisation | undefined;
  /** θ of {@link normalisedReluAbove}, for the reading that is taken if none is given. @defaultValue 0 */
  readonly threshold?: number | undefined;
}

/**
 * The paper's hidden layers: with the constraint normalised by equation (6) as it is read, without it plain ReLU.
 * @example
 * ```ts
 * const form = createHiddenForm(architecture, { normalisation: { at: 'inputs' } });
 * const model = createNetwork({ architecture, ...form, hidden, output, streams });
 * ```
 */
export function createHiddenForm(
  { nonnegative, hidden }: Pick<Architecture, 'nonnegative' | 'hidden'>,
  { normalisation = {}, threshold = 0 }: HiddenFormOptions = {},
): HiddenForm {
  if (!nonnegative) return { activation: relu, response: relu };
  const { at = 'currents', gain = 'one', pixels = 'normalised', rescale = 'maximum' } = normalisation;
  const scores: Activation =
    at === 'inputs'
      ? (y) => y
      : (y) => tf.tidy(() => tf.sub(standardise(tf.abs(y), gain), threshold) as tf.Tensor2D);
  const response: Activation = (y) => tf.tidy(() => tf.relu(scores(y)));
  // β cancels here: the fused form of the reading that most networks have.
  const rescaled: Activation =
    at === 'currents' && rescale === 'maximum'
      ? normalisedReluAbove(threshold)
      : (y) => tf.tidy(() => RESCALED[rescale](scores(y)));
  const activation: Activation =
    normalisation.lastLayer === 'as-it-is'
      ? (y, layer) => (layer === hidden.length ? response(y) : rescaled(y))
      : rescaled;
  return {
    activation,
    response,
    ...(at !== 'currents' && {
      prepare: (x, layer) => (layer === 1 && pixels === 'as-they-are' ? x : standardise(x, gain)),
    }),
  };
}
