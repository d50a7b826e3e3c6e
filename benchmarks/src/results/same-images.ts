import type { RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import type { DataKey } from '../run/data-key.ts';

/** Settings of {@link withoutOtherImages}. */
export interface SameImagesOptions {
  readonly data: DataKey;
  /** Digests of the images by data set, where they have been loaded. */
  readonly digests?: ReadonlyMap<string, string> | undefined;
  /** Told once of each data set of which records are left out. */
  readonly warn: (message: string) => void;
}

/**
 * Records of one and the same images for each data set, so that no table shows numbers of different ones: of those that
 * were loaded, of the publisher's where these are shown, else of those that the newest run has seen.
 */
export function withoutOtherImages(
  records: readonly RunRecord[],
  { data, digests, warn }: SameImagesOptions,
): RunRecord[] {
  const sets = [...new Set(records.map(({ cell }) => cell.dataset))];
  return sets
    .flatMap((name) => {
      const own = records.filter(({ cell }) => cell.dataset === name);
      const publishers = data === 'real' ? findDefinition(name).digest : undefined;
      const digest = digests?.get(name) ?? publishers ?? newestDigest(own);
      const same = own.filter(({ provenance }) => provenance.data.digest === digest);
      if (same.length < own.length) {
        const left = own.length - same.length;
        warn(
          `${left} ${left === 1 ? 'record of other images is' : 'records of other images are'} left out: the report shows ${name} with the digest ${digest.slice(0, 12)}… alone.`,
        );
      }
      return same;
    })
    .toSorted((a, b) => records.indexOf(a) - records.indexOf(b));
}

function newestDigest(records: readonly RunRecord[]): string {
  return records.toSorted((a, b) => (a.provenance.startedAt < b.provenance.startedAt ? 1 : -1))[0]!.provenance
    .data.digest;
}
