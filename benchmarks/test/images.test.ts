import { HebbenchError } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMnist } from '../../packages/datasets/test/small-sets.ts';
import { imagesOf } from '../src/run/images.ts';
import type { Job } from '../src/run/job.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-images-'));
const directory = join(folder, 'data');
let digest: string;

beforeAll(async () => {
  writeMnist(directory);
  ({ digest } = await loadDataset('mnist', { data: 'real', directory }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The images of a run that was planned with those of a digest. */
function asked(planned: string, dataDirectory = directory): ReturnType<typeof imagesOf> {
  const job = {
    cell: { dataset: 'mnist' },
    data: 'real',
    seed: 0,
    dataSet: { origin: 'own', digest: planned },
  };
  return imagesOf(job as unknown as Job, { dataDirectory });
}

test('a process reads the images of its runs once, and those that are planned for another one anew', async () => {
  const first = await asked(digest);
  expect(await asked(digest)).toBe(first);
  await expect(asked('0'.repeat(64))).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
  expect(await asked(digest)).not.toBe(first);
  await expect(asked(digest, join(folder, 'none'))).rejects.toBeInstanceOf(HebbenchError);
});
