import { unknownName } from '@hebbench/core';
import type { DatasetDefinition } from './definition.ts';
import { cifar10 } from './real/cifar-10.ts';
import { mnist } from './real/mnist.ts';

/** All data sets. */
export const DATASETS: readonly DatasetDefinition[] = [mnist, cifar10];

/**
 * The definition of a data set.
 * @throws `UNKNOWN_NAME` with the nearest names
 */
export function findDefinition(name: string): DatasetDefinition {
  const found = DATASETS.find((each) => each.name === name);
  if (found) return found;
  throw unknownName(
    'data set',
    name,
    DATASETS.map((each) => each.name),
  );
}
