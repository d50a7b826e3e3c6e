import { openPromise, type Entry } from 'yauzl';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { corruptFile } from './corrupt.ts';
import { checkRegular, MOST_BYTES } from './read-file.ts';

/**
 * Files of a ZIP archive by name, folders left out. Nothing else of it is unpacked.
 * @param isWanted - told the name of each file
 * @throws `DATA_MISSING` if it is no regular file, `DATA_CORRUPT` if it is no whole archive or a file is too large
 */
export async function readZip(
  archive: string,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  checkRegular(archive);
  const contents = new Map<string, Uint8Array>();
  try {
    const zip = await openPromise(archive);
    try {
      for await (const entry of zip.eachEntry()) {
        const name = basename(entry.fileName);
        if (entry.fileName.endsWith('/') || !isWanted(name)) continue;
        checkSize(entry);
        const bytes = await buffer(await zip.openReadStreamPromise(entry));
        // yauzl leaves this to whoever reads: what is stored unpacked could change unseen.
        if (crc32(bytes) !== entry.crc32)
          throw new Error(`${entry.fileName} has another checksum than is noted`);
        contents.set(name, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw corruptFile(archive, (cause as Error).message, 'a complete ZIP archive', undefined, cause);
  }
  return contents;
}

function checkSize({ fileName, uncompressedSize }: Entry): void {
  if (uncompressedSize > MOST_BYTES)
    throw new Error(`${fileName} of ${uncompressedSize} bytes, more than ${MOST_BYTES}`);
}
