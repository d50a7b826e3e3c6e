import type { Architecture } from './architecture.ts';

/** Networks of more hidden layers than this count as deep. */
const SHALLOW = 2;

/**
 * Whether a network reads images that are bright almost everywhere, as photographs are. Their squared
 * length is about ten times that of drawings, and with it grows what presets must take care of.
 */
export function readsPhotographs({ reads = 'drawing' }: Pick<Architecture, 'reads'>): boolean {
  return reads === 'photograph';
}

/** Whether a network has more hidden layers than the two for which most rules are published. */
export function isDeep({ hidden }: Pick<Architecture, 'hidden'>): boolean {
  return hidden.length > SHALLOW;
}
