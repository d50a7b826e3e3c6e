import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { corruptFile } from './corrupt.ts';
import { checkRegular, MOST_BYTES } from './read-file.ts';

/**
 * Files of a `.tar.gz` archive by name, folders left out. It is read to the end of the archive or to the last byte that
 * a set may have, whatever follows.
 * @param isWanted - whether a file is wanted, by its name without folders
 * @throws `DATA_MISSING` if it is no regular file, `DATA_CORRUPT` if it is no whole archive
 */
export async function readTarGz(
  archive: string,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  checkRegular(archive);
  const contents = new Map<string, Uint8Array>();
  const parser = new Parser({
    strict: true,
    onReadEntry(entry: ReadEntry) {
      const name = entry.path.split('/').at(-1)!;
      const chunks: Buffer[] = [];
      if (entry.type === 'File' && isWanted(name)) {
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => contents.set(name, Buffer.concat(chunks)));
      }
      entry.resume();
    },
  });
  try {
    await pipeline(createReadStream(archive), createGunzip(), (unpacked) => feed(parser, unpacked));
  } catch (cause) {
    throw corruptFile(archive, (cause as Error).message, 'a complete tar.gz archive', undefined, cause);
  }
  return contents;
}

/** Gives the parser an archive up to its end: behind it the parser would keep, and copy again and again, what comes. */
async function feed(parser: Parser, unpacked: AsyncIterable<Uint8Array>): Promise<void> {
  let problem: unknown;
  let ended = false;
  let bytes = 0;
  parser.on('error', (error: unknown) => (problem ??= error));
  parser.on('eof', () => (ended = true));
  for await (const chunk of unpacked) {
    parser.write(Buffer.from(chunk));
    bytes += chunk.length;
    if (ended || problem !== undefined) break;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
  }
  parser.end();
  if (problem !== undefined) throw problem;
  if (bytes === 0) throw new Error('0 bytes');
}
