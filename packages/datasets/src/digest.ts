import { createHash } from 'node:crypto';
import type { Splits } from './definition.ts';

/** SHA-256 over labels and pixels of both splits: the same for plain and compressed files. In hexadecimal. */
export function contentDigest({ train, test }: Splits): string {
  const hash = createHash('sha256');
  for (const { labels, pixels } of [train, test]) hash.update(labels).update(pixels);
  return hash.digest('hex');
}
