import { HebbenchError, type Layer, type Model } from '@hebbench/core';
import type { Drive } from './drive.ts';

/**
 * How a spiking network carries equation (6), `relu(|y| − μ − θσ)` over its maximum, with μ, σ and the maximum of each
 * image's own currents:
 *
 * - `image`: as it is, of the mean current so far, image by image. Exact where an image is a constant current; it asks
 *   for the mean and the maximum of a layer's currents, which are no spikes.
 * - `inhibition`: the mean is taken off at each step, as an interneuron with the mean weights would; the maximum is a
 *   constant, its mean over training images. For θ = 0.
 * - `frozen`: mean and maximum are constants, their means over training images: a bias and a threshold.
 */
export type Carried = 'image' | 'inhibition' | 'frozen';

/** All of {@link Carried}. */
export const CARRIED: readonly Carried[] = ['image', 'inhibition', 'frozen'];

/** What a dense layer computes, as a spiking one can. */
export interface ConvertedForm {
  readonly unitLength: boolean;
  readonly activation: { readonly name: 'power-relu'; readonly power: number } | Normalised;
}

interface Normalised {
  readonly name: 'normalised-relu';
  readonly threshold: number;
}

/** The drive that stands for an activation; that of `frozen` has its constant once training images are known. */
export function driveOf({ activation }: ConvertedForm, carried: Carried): Drive {
  if (activation.name === 'power-relu')
    return activation.power === 1 ? { kind: 'linear' } : { kind: 'power', power: activation.power };
  if (carried === 'image') return { kind: 'normalised', threshold: activation.threshold };
  if (carried === 'frozen') return { kind: 'bias', current: 0 };
  return { kind: 'inhibition' };
}

/**
 * What each hidden layer of a model computes.
 * @throws {@link HebbenchError} `UNSUPPORTED` for a model that does not say it, or says what spiking layers cannot
 */
export function formsOf({ layers }: Model, carried: Carried): ConvertedForm[] {
  if (!layers || layers.length === 0)
    throw cannot('a model that does not say what its layers compute', 'a rule whose model has `layers`');
  return layers.map((layer) => formOf(layer, carried));
}

function formOf({ name, form }: Layer, carried: Carried): ConvertedForm {
  if (!form) throw cannot(`${name}, which has no words for what it computes`, 'a layer with a form');
  const { input, activation } = form;
  if (input.name !== 'as-it-is' && input.name !== 'unit-length')
    throw cannot(`${name}, which reads its input ${input.name}`, 'inputs as they are, or of unit length');
  const { power, threshold } = activation.constants ?? {};
  const unitLength = input.name === 'unit-length';
  if (activation.name === 'power-relu' && typeof power === 'number')
    return { unitLength, activation: { name: 'power-relu', power } };
  if (activation.name === 'normalised-relu' && typeof threshold === 'number' && !unitLength) {
    if (carried === 'inhibition' && threshold !== 0)
      throw cannot(
        `${name}, whose threshold in equation (6) is ${threshold} standard deviations`,
        'a threshold of 0, or equation (6) carried by "image" or "frozen"',
      );
    return { unitLength, activation: { name: 'normalised-relu', threshold } };
  }
  throw cannot(`${name}, which computes ${activation.name}`, 'a power of ReLU, or equation (6) on currents');
}

function cannot(got: string, expected: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', 'This network cannot be run as a spiking one.', {
    got,
    expected,
    fix: 'convert a network of another rule, or train it with other settings',
  });
}
