import { HebbenchError } from '@hebbench/core';
import { statSync } from 'node:fs';
import { contentDigest } from './digest.ts';
import { findFilesOf } from './load.ts';
import { verify as verifyImages } from './publisher.ts';
import { DATASETS, findDefinition, type DatasetChoice } from './registry.ts';

/**
 * `found`: there, not read; `publisher`: exactly the publisher's images; `own`: well-formed, and other images than the
 * publisher's; `unverified`: well-formed, and nobody can tell whose; `missing`: nowhere; `broken`: see the problem.
 */
export type DatasetState = 'found' | 'publisher' | 'own' | 'unverified' | 'missing' | 'broken';

const STATES = { publisher: 'publisher', other: 'own', unknown: 'unverified' } as const;

/** Where a data set was found, and whether it is sound. */
export interface DatasetStatus {
  readonly name: string;
  readonly title: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly state: DatasetState;
  readonly digest?: string;
  readonly problem?: string;
}

/**
 * Looks for data sets.
 * @param directory - the user's data folder
 * @param verify - whether to read them and check their content
 * @param sets - which, or the names of this package's. @defaultValue all of this package
 */
export async function datasetStatus(
  directory: string | undefined,
  verify: boolean,
  sets: readonly DatasetChoice[] = DATASETS,
): Promise<DatasetStatus[]> {
  return Promise.all(
    sets
      .map((set) => findDefinition(set))
      .flatMap((definition) => definition.joined?.sets ?? [definition])
      .map(async (definition): Promise<DatasetStatus> => {
        const { name, title } = definition;
        try {
          const files = findFilesOf(definition, directory);
          if (!files) return { name, title, files: [], bytes: 0, state: 'missing' };
          const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
          if (!verify) return { name, title, files, bytes, state: 'found' };
          const digest = contentDigest(await definition.read(files));
          const state = STATES[await verifyImages(definition, files, digest)];
          return { name, title, files, bytes, digest, state };
        } catch (error) {
          if (!(error instanceof HebbenchError)) throw error;
          return { name, title, files: [], bytes: 0, state: 'broken', problem: error.message };
        }
      }),
  );
}
