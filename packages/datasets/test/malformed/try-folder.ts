import type { ErrorCode } from '@hebbench/core';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest';
import { datasetStatus, loadDataset } from '../../src/index.ts';
import { idxFile } from '../idx-file.ts';
import { errorOf } from '../small-sets.ts';

export const TRAIN = 'train-images-idx3-ubyte';
export const TEST = 't10k-images-idx3-ubyte';
export const LABELS = 't10k-labels-idx1-ubyte';
export const MEBIBYTE: number = 2 ** 20;

let current: string;

/** The folder of the test that runs. */
export function folder(): string {
  return current;
}

/** Gives each test of a file a folder of its own. Nothing is downloaded meanwhile. */
export function useFolders(): void {
  const root = mkdtempSync(join(tmpdir(), 'hebbench-malformed-'));
  let count = 0;
  beforeEach(() => {
    current = join(root, String(count++));
    mkdirSync(current);
    // The cache cannot be written.
    vi.stubEnv('HEBBENCH_CACHE_DIR', '/dev/null/cache');
    vi.stubEnv('HEBBENCH_DATA_DIR', '');
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rmSync(root, { recursive: true, force: true }));
}

export function put(name: string, bytes: Uint8Array | string): void {
  rmSync(join(folder(), name), { force: true });
  writeFileSync(join(folder(), name), bytes);
}

/** Replaces a file by its packed form. */
export function pack(name: string, change: (packed: Buffer) => Uint8Array = (packed) => packed): void {
  const bytes = readFileSync(join(folder(), name));
  rmSync(join(folder(), name));
  put(`${name}.gz`, change(gzipSync(bytes)));
}

export function instead(name: string, make: (path: string) => void): void {
  rmSync(join(folder(), name), { force: true });
  make(join(folder(), name));
}

export function pipe(path: string): void {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
}

/** A file that says it is large, and takes no room. */
export function sparse(name: string, bytes: number): void {
  truncateSync(join(folder(), name), bytes);
}

/** Gzip data of many zeros behind a header, a thousandth of their size. */
export function bomb(shape: readonly number[]): Uint8Array {
  return gzipSync(Buffer.concat([idxFile(shape, new Uint8Array()), Buffer.alloc(64 * MEBIBYTE)]));
}
/** A way to break a set, and what is said of it. */
export interface Row {
  readonly name: string;
  readonly break: () => void | Promise<unknown>;
  readonly code: ErrorCode;
  readonly says: readonly string[];
}
/** A set that is refused, however it is asked for. */
export async function expectBroken(set: 'mnist' | 'cifar-10', { code, says }: Row): Promise<void> {
  for (const data of ['auto', 'real'] as const) {
    const error = await errorOf(loadDataset(set, { data, directory: folder() }));
    expect({ code: error.code, message: error.message }).toEqual({ code, message: error.message });
    for (const words of ['got:', 'expected:', 'fix:', folder(), ...says])
      expect(error.message).toContain(words);
  }
  const [status] = await datasetStatus(folder(), true, [set]);
  expect(status).toMatchObject({ state: 'broken' });
}
