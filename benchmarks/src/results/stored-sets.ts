import { HebbenchError, type DatasetTraits } from '@hebbench/core';
import { findDefinition, traitsOf } from '@hebbench/datasets';
import { setsOfKey, type DataKey } from '../run/data-key.ts';
import type { RunStore } from '../store/run-store.ts';

/**
 * The data sets that a report is of, where they are not its suite's own: as its records describe them, which outlive the
 * sets themselves.
 * @returns `undefined` for the suite's own
 * @throws {@link HebbenchError} `DATA_MISSING` if no record describes a set, and this program does not have it
 */
export function storedSets(data: DataKey, store: RunStore): readonly DatasetTraits[] | undefined {
  const names = setsOfKey(data);
  if (names.length === 0) return undefined;
  const described = store.sets();
  return names.map((name) => {
    const set = described.find((each) => each.name === name) ?? ofThisProgram(name);
    if (set) return set;
    throw new HebbenchError('DATA_MISSING', `Nothing is known of the data set "${name}".`, {
      got: `${store.directory}, whose records do not describe it`,
      expected: 'a record that says what the data set is',
      fix: 'run the suite on it again with --dataset, or remove the folder',
    });
  });
}

function ofThisProgram(name: string): DatasetTraits | undefined {
  try {
    return traitsOf(findDefinition(name));
  } catch (error) {
    if (error instanceof HebbenchError && error.code === 'UNKNOWN_NAME') return undefined;
    throw error;
  }
}
