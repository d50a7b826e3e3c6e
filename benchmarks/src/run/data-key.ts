import type { DataOrigin } from '@hebbench/core';
import { createHash } from 'node:crypto';

/**
 * Which images results are of: `real`, the publisher's; `embedded`, the stand-ins; `own-…`, with the first digits of a
 * digest, sets of which one or more hold the user's own images. It names the folder of a report, so that results of
 * other images never meet.
 */
export type DataKey = 'real' | 'embedded' | `own-${string}`;

/** What of a loaded data set decides the {@link DataKey}. */
export interface KeyedSet {
  readonly name: string;
  readonly origin: DataOrigin;
  readonly digest: string;
}

const DIGITS = 8;

/** The key of the data sets of a run. */
export function dataKey(sets: readonly KeyedSet[]): DataKey {
  if (sets.some(({ origin }) => origin === 'embedded')) return 'embedded';
  const own = sets.filter(({ origin }) => origin === 'own').map(({ name, digest }) => `${name} ${digest}`);
  if (own.length === 0) return 'real';
  const hash = createHash('sha256').update(own.toSorted().join('\n')).digest('hex');
  return `own-${hash.slice(0, DIGITS)}`;
}

/** Whether a folder's name ends in a {@link DataKey}. */
export function isDataKey(text: string): text is DataKey {
  return /^(?:real|embedded|own-[0-9a-f]{8})$/.test(text);
}
