import type { Architecture, NamedForm } from '@hebbench/core';
import type { Activation, Preparation } from '../activations.ts';
import type { Normalisation } from './schema.ts';

// What layers with frozen constants compute, for other programs. The constants are among the layer's weights.

/** Rescales that have words; the others stay without. */
const NAMED: ReadonlySet<unknown> = new Set(['maximum', 'clip', 'none', 'layer-maximum', 'unit-maximum']);

/** The same preparation by constants, which says so. */
export function preparedInWords(
  prepare: Preparation,
  pixels: NonNullable<Normalisation['pixels']>,
): Preparation {
  const form = (layer: number): NamedForm => ({
    name: layer === 1 && pixels === 'as-they-are' ? 'as-it-is' : 'standardised',
  });
  return Object.assign((...given: Parameters<Preparation>) => prepare(...given), { form });
}

/** The same activation, which says what it is where no statistics are those of an image. */
export function withWords(
  activation: Activation,
  { hidden }: Pick<Architecture, 'hidden'>,
  { at = 'currents', statistics = 'image', rescale = 'maximum', lastLayer }: Normalisation,
): Activation {
  const form = (layer: number): NamedForm | undefined => {
    const own = lastLayer === 'as-it-is' && layer === hidden.length ? 'none' : rescale;
    if (!NAMED.has(own) || (at !== 'inputs' && statistics === 'image')) return undefined;
    const currents = at === 'inputs' ? 'as-they-are' : 'standardised';
    return { name: 'rescaled-relu', constants: { currents, rescale: own } };
  };
  return Object.assign((...given: Parameters<Activation>) => activation(...given), { form });
}
