import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DatasetDefinition, RemoteFile } from './definition.ts';

/** Whether images are the publisher's, to the bit, others, or nobody can tell. */
export type Verification = 'publisher' | 'other' | 'unknown';

/**
 * Whether the images that were read from files are the publisher's: by their digest, or, where that of the publisher's is
 * not known, by the MD5 of the files as they are downloaded.
 * @param digest - of the images
 */
export async function verify(
  definition: DatasetDefinition,
  files: readonly string[],
  digest: string,
): Promise<Verification> {
  if (definition.digest !== undefined) return digest === definition.digest ? 'publisher' : 'other';
  const { download = [] } = definition;
  if (download.length === 0) return definition.publisher === undefined ? 'other' : 'unknown';
  for (const remote of download) {
    const file = files.find((each) => basename(each) === remote.name);
    if (file === undefined || !(await isAsPublished(file, remote))) return 'unknown';
  }
  return 'publisher';
}

async function isAsPublished(file: string, { bytes, md5 }: RemoteFile): Promise<boolean> {
  if (statSync(file).size !== bytes) return false;
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex') === md5;
}
