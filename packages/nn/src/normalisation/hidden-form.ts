import type { Architecture } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { normalisedReluAbove, relu, type Activation, type Preparation } from '../activations.ts';
import { createConstants, type LayerConstants } from './constants.ts';
import { rescaleBy, standardiseBy } from './frozen.ts';
import { RESCALED } from './rescale.ts';
import { preparedInWords, withWords } from './words.ts';
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
  /**
   * What each layer measures once, which all of these go by; to be freed, as `createNetwork` does. Nothing where all
   * statistics are those of an image.
   */
  readonly constants?: readonly LayerConstants[];
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
  architecture: Architecture,
  { normalisation = {}, threshold = 0 }: HiddenFormOptions = {},
): HiddenForm {
  if (!architecture.nonnegative) return { activation: relu, response: relu };
  const { at = 'currents', pixels = 'normalised', rescale = 'maximum' } = normalisation;
  const { gain = 'one', statistics = 'image' } = normalisation;
  const constants = createConstants(architecture, normalisation);
  const normalised = (kind: 'inputs' | 'currents'): Activation =>
    statistics === 'image'
      ? (x) => standardise(x, gain)
      : (x, layer) => standardiseBy(x, constants![layer! - 1]![kind]!);
  const [ofInputs, ofCurrents] = [normalised('inputs'), normalised('currents')];
  const scores: Activation =
    at === 'inputs'
      ? (y) => y
      : (y, layer) => tf.tidy(() => tf.sub(ofCurrents(tf.abs(y), layer), threshold) as tf.Tensor2D);
  const response: Activation = (y, layer) => tf.tidy(() => tf.relu(scores(y, layer)));
  // β cancels here: the fused form of the reading that most networks have.
  const fused = at === 'currents' && rescale === 'maximum' && statistics === 'image';
  const rescaled = ((): Activation => {
    if (rescale === 'layer-maximum' || rescale === 'unit-maximum')
      return (y, layer) => tf.tidy(() => rescaleBy(scores(y, layer), constants![layer! - 1]!.maximum!));
    if (fused) return normalisedReluAbove(threshold);
    return (y, layer) => tf.tidy(() => RESCALED[rescale](scores(y, layer)));
  })();
  const open = normalisation.lastLayer === 'as-it-is';
  const activation: Activation = open
    ? (y, layer) => (layer === architecture.hidden.length ? response(y, layer) : rescaled(y, layer))
    : rescaled;
  const prepare: Preparation = (x, layer) =>
    layer === 1 && pixels === 'as-they-are' ? x : ofInputs(x, layer);
  return {
    activation: fused && !open ? activation : withWords(activation, architecture, normalisation, threshold),
    response,
    ...(at !== 'currents' && { prepare: preparedInWords(prepare, normalisation) }),
    ...(constants && { constants }),
  };
}
