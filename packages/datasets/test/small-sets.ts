import { HebbenchError } from '@hebbench/core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { idxFile } from './idx-file.ts';

/** Images of each split of {@link writeMnist}. */
export const IMAGES = 12;

/** A small set in MNIST's format. */
export function writeMnist(
  directory: string,
  write: (name: string, bytes: Uint8Array) => void = plain(directory),
): void {
  mkdirSync(directory, { recursive: true });
  for (const split of ['train', 't10k']) {
    const pixels = Uint8Array.from({ length: IMAGES * 784 }, (_, i) => (i * 7 + split.length) % 256);
    write(`${split}-images-idx3-ubyte`, idxFile([IMAGES, 28, 28], pixels));
    write(
      `${split}-labels-idx1-ubyte`,
      idxFile(
        [IMAGES],
        Uint8Array.from({ length: IMAGES }, (_, i) => i % 10),
      ),
    );
  }
}

function plain(directory: string): (name: string, bytes: Uint8Array) => void {
  return (name, bytes) => writeFileSync(join(directory, name), bytes);
}

/** A small set in the format of CIFAR-10's binary version. */
export function writeCifar(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const batch = Uint8Array.from({ length: 2 * 3073 }, (_, i) => (i % 3073 === 0 ? 4 : i % 251));
  for (const name of [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`).concat('test_batch.bin')) {
    writeFileSync(join(directory, name), batch);
  }
}

/** The error that a promise ends with. */
export async function errorOf(promise: Promise<unknown>): Promise<HebbenchError> {
  const error: unknown = await promise.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HebbenchError);
  return error as HebbenchError;
}
