import { SCALES, type Scale } from '@hebbench/core';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDataKey, type DataKey } from '../run/data-key.ts';
import type { Suite } from '../suite.ts';
import { isPublished } from './folders.ts';

/** A folder with a report of a suite. */
export interface ReportFolder {
  readonly directory: string;
  readonly suite: Suite;
  readonly scale: Scale;
  readonly data: DataKey;
  /** Whether it is published work. */
  readonly published: boolean;
}

/**
 * The reports of suites that a folder holds, by suite, scale and data.
 * @param published - whether they are published work. @defaultValue those of the repository's `reports/` are
 */
export function reportFolders(
  out: string,
  suites: readonly Suite[],
  published: boolean = isPublished(out),
): ReportFolder[] {
  return suites.flatMap((suite) => {
    const folder = join(out, suite.name);
    const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
    return SCALES.flatMap((scale) =>
      names
        .filter((name) => name.startsWith(`${scale}-`))
        .map((name) => ({ directory: join(folder, name), data: name.slice(scale.length + 1) }))
        .flatMap(({ directory, data }) =>
          isDataKey(data) ? [{ directory, suite, scale, data, published }] : [],
        ),
    );
  });
}
