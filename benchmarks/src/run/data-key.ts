import type { DataOrigin } from '@hebbench/core';
import { createHash } from 'node:crypto';

/**
 * Whose images results are of: `real`, the publisher's; `embedded`, the stand-ins; `own-…`, with the first digits of a
 * digest, sets of which one or more hold the user's own images.
 */
type Origin = 'real' | 'embedded' | `own-${string}`;

/**
 * Which images results are of. Where they are of other sets than a suite's own, the sets' names stand before it, with
 * `+` between them. It names the folder of a report, so that results of other images never meet.
 */
export type DataKey = Origin | `${string}-${Origin}`;

/** What of a loaded data set decides the {@link DataKey}. */
export interface KeyedSet {
  readonly name: string;
  readonly origin: DataOrigin;
  readonly digest: string;
}

const DIGITS = 8;
/** No name of a set has it. */
const BETWEEN = '+';
const ORIGIN = /(?:^|-)(?:real|embedded|own-[0-9a-f]{8})$/;

/**
 * The key of the data sets of a run.
 * @param asked - names of the sets that a suite's grid runs on in place of its own. @defaultValue none
 */
export function dataKey(sets: readonly KeyedSet[], asked: readonly string[] = []): DataKey {
  const origin = originOf(sets);
  return asked.length === 0 ? origin : `${asked.toSorted().join(BETWEEN)}-${origin}`;
}

function originOf(sets: readonly KeyedSet[]): Origin {
  if (sets.some(({ origin }) => origin === 'embedded')) return 'embedded';
  const own = sets.filter(({ origin }) => origin === 'own').map(({ name, digest }) => `${name} ${digest}`);
  if (own.length === 0) return 'real';
  const hash = createHash('sha256').update(own.toSorted().join('\n')).digest('hex');
  return `own-${hash.slice(0, DIGITS)}`;
}

/** Whether a folder's name ends in a {@link DataKey}. */
export function isDataKey(text: string): text is DataKey {
  return ORIGIN.test(text);
}

/** Names of the sets that a suite's grid ran on in place of its own; none for its own. */
export function setsOfKey(key: DataKey): string[] {
  const names = key.replace(ORIGIN, '');
  return names === '' ? [] : names.split(BETWEEN);
}

/** Whose images results are of, whichever sets they are. */
export function originOfKey(key: DataKey): string {
  return key.slice(key.search(ORIGIN)).replace(/^-/, '');
}
