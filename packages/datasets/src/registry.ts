import { unknownName } from '@hebbench/core';
import type { DatasetDefinition } from './definition.ts';
import { cifar10 } from './sets/cifar-10.ts';
import { emnistLetters } from './sets/emnist-letters.ts';
import { fashionMnist } from './sets/fashion-mnist.ts';
import { kmnist } from './sets/kmnist.ts';
import { mnist } from './sets/mnist.ts';

/** The data sets that this package defines. */
export const DATASETS: readonly DatasetDefinition[] = [mnist, cifar10, fashionMnist, kmnist, emnistLetters];

/** A data set: its definition, or the name of one that this package has. */
export type DatasetChoice = string | DatasetDefinition;

/**
 * The definition of a data set.
 * @param among - the sets that can be named. @defaultValue those of this package
 * @throws `UNKNOWN_NAME` with the nearest names
 */
export function findDefinition(
  set: DatasetChoice,
  among: Iterable<DatasetDefinition> = DATASETS,
): DatasetDefinition {
  if (typeof set !== 'string') return set;
  const sets = [...among];
  const found = sets.find((each) => each.name === set);
  if (found) return found;
  throw unknownName(
    'data set',
    set,
    sets.map((each) => each.name),
  );
}
