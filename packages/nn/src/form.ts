import type { NamedForm } from '@hebbench/core';

/** A part of a layer that says what it computes. */
export interface Form {
  /**
   * In words and constants that another program can follow; nothing where there are no words for it.
   * @param layer - number of the layer, from 1
   */
  readonly form?: (layer: number) => NamedForm | undefined;
}

/** A function that says what it computes, the same in every layer. */
export function named<F extends (...given: never[]) => unknown>(
  of: F,
  name: string,
  constants?: NamedForm['constants'],
): F & Form {
  const form: NamedForm = constants ? { name, constants } : { name };
  return Object.assign(((...given) => of(...given)) as F, { form: () => form });
}
