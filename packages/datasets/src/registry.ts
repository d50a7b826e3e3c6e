import { unknownName } from '@hebbench/core';
import type { DatasetDefinition } from './definition.ts';
import { jointSet } from './joint/joint-set.ts';
import { partsOfName } from './joint/joint-traits.ts';
import { cifar10 } from './sets/cifar-10.ts';
import { emnistLetters } from './sets/emnist-letters.ts';
import { fashionMnist } from './sets/fashion-mnist.ts';
import { fsdd } from './sets/fsdd.ts';
import { kmnist } from './sets/kmnist.ts';
import { mnist } from './sets/mnist.ts';
import { urbansound8k } from './sets/urbansound8k.ts';

/** The data sets that this package defines. */
export const DATASETS: readonly DatasetDefinition[] = [
  mnist,
  cifar10,
  fashionMnist,
  kmnist,
  emnistLetters,
  fsdd,
  urbansound8k,
];

/** A data set: its definition, or the name of one that this package has. */
export type DatasetChoice = string | DatasetDefinition;

/** Joint sets by name: a set is one object, however often it is asked for. */
const joint = new WeakMap<DatasetDefinition, Map<string, DatasetDefinition>>();

/**
 * The definition of a data set. `FIRST-and-SECOND-beside` and `FIRST-and-SECOND-shared` are sets made of two that can be
 * named, see {@link jointSet}.
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
  const made = jointOf(set, sets);
  if (made) return made;
  throw unknownName(
    'data set',
    set,
    sets.map((each) => each.name),
  );
}

function jointOf(name: string, sets: readonly DatasetDefinition[]): DatasetDefinition | undefined {
  const parts = partsOfName(name);
  const [first, second] = [parts?.first, parts?.second].map((part) =>
    sets.find((each) => each.name === part),
  );
  if (!parts || !first || !second) return undefined;
  const known = joint.get(first) ?? new Map<string, DatasetDefinition>();
  joint.set(first, known);
  const found = known.get(name) ?? jointSet(first, second, parts.layout);
  known.set(name, found);
  return found;
}
