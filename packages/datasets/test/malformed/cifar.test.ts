import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as tar from 'tar';
import { describe, test } from 'vitest';
import { writeCifar } from '../small-sets.ts';
import {
  type Row,
  expectBroken,
  folder,
  instead,
  MEBIBYTE,
  pipe,
  put,
  sparse,
  useFolders,
} from './try-folder.ts';

useFolders();

const BATCH = 'data_batch_3.bin';

async function archive(change: (batches: string) => void): Promise<void> {
  const batches = `${folder()}-batches`;
  mkdirSync(batches);
  for (const name of [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`).concat('test_batch.bin'))
    renameSync(join(folder(), name), join(batches, name));
  change(batches);
  await tar.create({ file: join(folder(), 'cifar-10-binary.tar.gz'), gzip: true, cwd: batches }, ['.']);
}

const CIFAR: readonly Row[] = [
  { name: 'no byte', break: () => put(BATCH, ''), code: 'DATA_CORRUPT', says: [BATCH, '0 bytes', '3073'] },
  { name: 'a byte too few', break: () => sparse(BATCH, 6145), code: 'DATA_CORRUPT', says: ['6145 bytes'] },
  {
    name: 'a terabyte of nothing',
    break: () => sparse(BATCH, 3073 * 2 ** 28),
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'a label that no class has',
    break: () => put(BATCH, new Uint8Array(3073).fill(10)),
    code: 'DATA_CORRUPT',
    says: ['label 10 of image 0'],
  },
  {
    name: 'labels of a hundred classes, as CIFAR-100 has them',
    break: () => put('test_batch.bin', new Uint8Array(2 * 3074)),
    code: 'DATA_CORRUPT',
    says: ['6148 bytes'],
  },
  {
    name: 'a packed batch',
    break: () => put(BATCH, gzipSync(readFileSync(join(folder(), BATCH)))),
    code: 'DATA_CORRUPT',
    says: ['gzip data under a name without .gz'],
  },
  {
    name: 'a batch missing',
    break: () => rmSync(join(folder(), BATCH)),
    code: 'DATA_MISSING',
    says: ['5 of 6 files', BATCH],
  },
  {
    name: 'a named pipe',
    break: () => instead(BATCH, pipe),
    code: 'DATA_MISSING',
    says: ['is a named pipe'],
  },
  {
    name: 'an archive without a batch',
    break: () => archive((batches) => rmSync(join(batches, BATCH))),
    code: 'DATA_CORRUPT',
    says: [`without ${BATCH}`],
  },
  {
    name: 'an archive with a folder in place of a batch',
    break: () =>
      archive((batches) => {
        rmSync(join(batches, BATCH));
        mkdirSync(join(batches, BATCH));
      }),
    code: 'DATA_CORRUPT',
    says: [`without ${BATCH}`],
  },
  {
    name: 'an archive with a broken batch',
    break: () => archive((batches) => truncateSync(join(batches, BATCH), 7)),
    code: 'DATA_CORRUPT',
    says: [`${BATCH}`, '7 bytes'],
  },
  {
    name: 'an archive cut off',
    break: async () => {
      await archive(() => {});
      sparse('cifar-10-binary.tar.gz', 300);
    },
    code: 'DATA_CORRUPT',
    says: ['complete tar.gz archive'],
  },
  {
    name: 'an archive packed twice',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', gzipSync(readFileSync(join(folder(), 'cifar-10-binary.tar.gz'))));
    },
    code: 'DATA_CORRUPT',
    says: ['packed twice'],
  },
  {
    name: 'an archive that is text',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', '<html>'.repeat(1000));
    },
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'an archive of many zeros',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', gzipSync(new Uint8Array(64 * MEBIBYTE)));
    },
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'a named pipe in place of the archive',
    break: async () => {
      await archive(() => {});
      instead('cifar-10-binary.tar.gz', pipe);
    },
    code: 'DATA_MISSING',
    says: ['cifar-10-binary.tar.gz is a named pipe'],
  },
];
describe('CIFAR-10 with', () => {
  test.each(CIFAR)('$name is refused', async (row) => {
    writeCifar(folder());
    await row.break();
    await expectBroken('cifar-10', row);
  });
});
