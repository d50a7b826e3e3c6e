import type { DataProvenance } from '@hebbench/core';
import type { ChosenSet } from './data.ts';

/**
 * What a run and its record say of its images. What is known of a set that is no part of this program stands there, too:
 * whoever reads it may not have the set.
 */
export function dataProvenance({ origin, digest, brought, ...set }: ChosenSet): DataProvenance {
  const { name, title, kind, shape, inputs, classes, images, folds } = set;
  const { train, test } = images;
  return {
    origin,
    digest,
    ...(brought && {
      set: {
        name,
        title,
        kind,
        shape,
        inputs,
        classes,
        images: { train, test },
        ...(folds !== undefined && { folds }),
      },
    }),
  };
}
