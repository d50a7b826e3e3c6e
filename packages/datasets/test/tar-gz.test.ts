import { createStreams } from '@hebbench/core';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as tar from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTarGz } from '../src/formats/tar-gz.ts';

describe('an archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-tar-'));
  const archive = join(folder, 'archive.tar.gz');
  const content = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  beforeAll(async () => {
    writeFileSync(join(folder, 'content.bin'), content);
    await tar.create({ file: archive, gzip: true, cwd: folder }, ['content.bin']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (bytes: Uint8Array): Promise<Uint8Array | undefined> => {
    const file = join(folder, 'tried.tar.gz');
    writeFileSync(file, bytes);
    return (await readTarGz(file, () => true)).get('content.bin');
  };

  test('is read whatever follows its end', async () => {
    const stream = createStreams(0).stream('behind');
    const behind = Uint8Array.from({ length: 2 ** 20 }, () => Math.floor(256 * stream.uniform()));
    const whole = gzipSync(Buffer.concat([gunzipSync(readFileSync(archive)), behind]), { level: 1 });
    expect(await read(whole)).toEqual(Buffer.from(content));
  });

  test.each([
    { name: 'packed twice', change: (packed: Buffer) => gzipSync(packed), says: 'packed twice' },
    {
      name: 'cut off',
      change: (packed: Buffer) => packed.subarray(0, packed.length / 2),
      says: 'unexpected end',
    },
    { name: 'of nothing', change: () => gzipSync(''), says: 'Unrecognized archive format' },
  ])('$name says so', async ({ change, says }) => {
    await expect(read(change(readFileSync(archive)))).rejects.toThrow(says);
  });
});
