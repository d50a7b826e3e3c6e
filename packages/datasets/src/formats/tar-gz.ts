import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { corruptFile } from './corrupt.ts';
import { checkRegular, MOST_BYTES } from './read-file.ts';

/** How packed bytes begin. */
const GZIP = [0x1f, 0x8b];

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
  const packed = createReadStream(archive);
  // No pipeline: one whose end does not read all may take that for an abort, and then again may not.
  const unpacked = packed.pipe(createGunzip());
  packed.on('error', (error) => unpacked.destroy(error));
  try {
    await feed(parser, unpacked);
  } catch (cause) {
    throw corruptFile(archive, (cause as Error).message, 'a complete tar.gz archive', undefined, cause);
  } finally {
    packed.destroy();
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
    // The parser would unpack it once more, beside this loop: how much of it was read would be a matter of chance.
    if (bytes === 0 && GZIP.every((byte, i) => chunk[i] === byte)) throw new Error('it is packed twice');
    parser.write(Buffer.from(chunk));
    bytes += chunk.length;
    if (ended || problem !== undefined) break;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
  }
  parser.end();
  if (problem !== undefined) throw problem;
}
