import type { DatasetDefinition } from '@hebbench/datasets';
import { describe, test } from 'vitest';
import { DATASET_CHECKS, type DescribeDatasetOptions } from './checks.ts';

/**
 * Declares the conformance suite of a data set, as vitest tests: of its definition, its stand-in if it has one, and its
 * images where a folder has them.
 * @example
 * ```ts
 * import { describeDataset } from '@hebbench/testkit';
 * import tiles from '../src/index.ts';
 *
 * describeDataset(tiles, { directory: process.env['HEBBENCH_DATA_DIR'] });
 * ```
 */
export function describeDataset(set: DatasetDefinition, options: DescribeDatasetOptions = {}): void {
  describe(`the data set ${set.name}`, () => {
    test.each(Object.entries(DATASET_CHECKS))('%s', (_, check) => check(set, options));
  });
}
