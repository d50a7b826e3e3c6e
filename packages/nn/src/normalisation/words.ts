import type { Architecture, NamedForm } from '@hebbench/core';
import type { Activation, Preparation } from '../activations.ts';
import type { Normalisation } from './schema.ts';

// What layers with a reading of equation (6) compute, for other programs. Frozen constants are among a layer's weights.

/** The same preparation, which says what it is. */
export function preparedInWords(
  prepare: Preparation,
  { pixels = 'normalised', statistics = 'image', gain = 'one' }: Normalisation,
): Preparation {
  const form = (layer: number): NamedForm => {
    if (layer === 1 && pixels === 'as-they-are') return { name: 'as-it-is' };
    return statistics === 'image' ? { name: 'normalised', constants: { gain } } : { name: 'standardised' };
  };
  return Object.assign((...given: Parameters<Preparation>) => prepare(...given), { form });
}

/**
 * The same activation, which says what it is.
 * @param threshold - θ, which standardised currents are above
 */
export function withWords(
  activation: Activation,
  { hidden }: Pick<Architecture, 'hidden'>,
  {
    at = 'currents',
    statistics = 'image',
    gain = 'one',
    rescale: rescaled = 'maximum',
    lastLayer,
  }: Normalisation,
  threshold: number,
): Activation {
  const form = (layer: number): NamedForm => {
    const rescale = lastLayer === 'as-it-is' && layer === hidden.length ? 'none' : rescaled;
    const name = 'rescaled-relu';
    if (at === 'inputs') return { name, constants: { currents: 'as-they-are', rescale } };
    return statistics === 'image'
      ? { name, constants: { currents: 'normalised', gain, threshold, rescale } }
      : { name, constants: { currents: 'standardised', threshold, rescale } };
  };
  return Object.assign((...given: Parameters<Activation>) => activation(...given), { form });
}
