import type { Architecture } from './architecture.ts';

/** Images of more inputs than this count as photographs, those of fewer as drawings. */
const LARGEST_DRAWING = 1000;

/** Networks of more hidden layers than this count as deep. */
const SHALLOW = 2;

/**
 * Whether a network reads images as large as colour photographs. The length of an input grows with their size, and with
 * it what presets must take care of.
 */
export function readsPhotographs({ inputs }: Pick<Architecture, 'inputs'>): boolean {
  return inputs > LARGEST_DRAWING;
}

/** Whether a network has more hidden layers than the two for which most rules are published. */
export function isDeep({ hidden }: Pick<Architecture, 'hidden'>): boolean {
  return hidden.length > SHALLOW;
}
