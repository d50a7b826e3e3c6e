// @own-process: it asks for engines by name.
import type { ErrorCode } from '@hebbench/core';
import { cacheDirectory } from '@hebbench/datasets';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultThreads } from '@hebbench/engine';
import { moves, styleOf } from '../../src/cli/terminal.ts';
import { expectRefused, titleOf } from './refused.ts';

const CELL = 'table1/mnist/nonneg/1-layer/backprop/end-to-end';
const TRAINED = ['export', CELL, '--data', 'embedded', '--engine', 'wasm'];
const BLAS = ['export', CELL, '--data', 'embedded', '--engine', 'blas'];
const REAL = ['--filter', 'table1/mnist', '--data', 'real', '--dry-run'];
const FETCH = ['data', 'fetch', '--sets', 'mnist'];
const LONG = `/${'x'.repeat(5000)}`;
const folder = mkdtempSync(join(tmpdir(), 'hebbench-environment-'));
const plainFile = join(folder, 'plain');
writeFileSync(plainFile, '');
writeFileSync(join(folder, 'mnist.npz'), '');

afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of ['HEBBENCH_DATA_DIR', 'HEBBENCH_BLAS', 'HEBBENCH_THREADS', 'INIT_CWD'])
    vi.stubEnv(name, '');
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toLowerCase(), '');
  }
  vi.stubEnv('HEBBENCH_CACHE_DIR', join(folder, 'cache'));
});
afterEach(() => vi.unstubAllEnvs());

type Row = readonly [
  environment: Readonly<Record<string, string>>,
  argv: readonly string[],
  code: ErrorCode,
  status: number,
  says: readonly string[],
];

const ROWS: readonly Row[] = [
  [{ HEBBENCH_THREADS: 'two' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS', '1 to 10000']],
  [{ HEBBENCH_THREADS: '0' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: '-1' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: '1.5' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: ' ' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: '1e3' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: '10001' }, TRAINED, 'USAGE', 2, ['HEBBENCH_THREADS']],
  [{ HEBBENCH_THREADS: '9'.repeat(5000) }, TRAINED, 'USAGE', 2, ['5000 characters']],
  [{ HEBBENCH_BLAS: 'libnothing-of-the-kind.so' }, BLAS, 'ENGINE_UNAVAILABLE', 2, ['libnothing']],
  [{ HEBBENCH_BLAS: '/dev/null' }, BLAS, 'ENGINE_UNAVAILABLE', 2, ['/dev/null']],
  [{ HEBBENCH_BLAS: folder }, BLAS, 'ENGINE_UNAVAILABLE', 2, [folder]],
  [{ HEBBENCH_BLAS: plainFile }, BLAS, 'ENGINE_UNAVAILABLE', 2, [plainFile]],
  [{ HEBBENCH_DATA_DIR: '/nowhere' }, REAL, 'DATA_MISSING', 1, ['HEBBENCH_DATA_DIR=/nowhere']],
  [{ HEBBENCH_DATA_DIR: 'nowhere' }, REAL, 'DATA_MISSING', 1, [join(process.cwd(), 'nowhere')]],
  [{ HEBBENCH_DATA_DIR: ' ' }, REAL, 'DATA_MISSING', 1, ['no data folder']],
  [{ HEBBENCH_DATA_DIR: plainFile }, REAL, 'DATA_MISSING', 1, ['which is a file']],
  [{ HEBBENCH_DATA_DIR: '/dev/zero' }, ['data'], 'DATA_MISSING', 1, ['which is a device']],
  [{ HEBBENCH_DATA_DIR: LONG }, REAL, 'DATA_MISSING', 1, ['too long', '5001 characters']],
  [{ HEBBENCH_DATA_DIR: folder }, REAL, 'DATA_MISSING', 1, ['mnist.npz (NumPy, as Keras keeps it)']],
  [{ HEBBENCH_CACHE_DIR: plainFile }, REAL, 'NOT_WRITABLE', 1, ['HEBBENCH_CACHE_DIR']],
  [{ HEBBENCH_CACHE_DIR: '/dev/null/x' }, FETCH, 'NOT_WRITABLE', 1, ['/dev/null/x']],
  [{ HEBBENCH_CACHE_DIR: LONG }, FETCH, 'NOT_WRITABLE', 1, ['HEBBENCH_CACHE_DIR']],
  [{ HTTPS_PROXY: 'socks5://localhost:1' }, FETCH, 'USAGE', 2, ['HTTPS_PROXY=socks5://localhost:1']],
  [{ HTTPS_PROXY: 'http://' }, FETCH, 'USAGE', 2, ['HTTPS_PROXY']],
  [{ http_proxy: 'no proxy' }, REAL, 'USAGE', 2, ['HTTP_PROXY names no proxy']],
  // Whatever was asked of it, a password is not repeated.
  [{ HTTPS_PROXY: 'ftp://me:secret@host' }, FETCH, 'USAGE', 2, ['HTTPS_PROXY=ftp://host']],
];

test.each(ROWS.map((row) => ({ title: `${titleOf(Object.entries(row[0]).flat())}: ${row[1][0]}`, row })))(
  '$title',
  async ({ row: [environment, argv, code, status, says] }) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    await expectRefused({ argv, code, status, says });
  },
);

describe('an empty variable counts as not set', () => {
  test('HEBBENCH_CACHE_DIR', () => {
    vi.stubEnv('HEBBENCH_CACHE_DIR', '');
    vi.stubEnv('XDG_CACHE_HOME', '');
    expect(cacheDirectory()).toContain(homedir());
  });

  test('HEBBENCH_THREADS', () => expect(defaultThreads()).toBe(availableParallelism()));

  test.each([
    { NO_COLOR: '', colour: true },
    { NO_COLOR: '1', colour: false },
  ])('NO_COLOR=$NO_COLOR', ({ NO_COLOR, colour }) => {
    vi.stubEnv('NO_COLOR', NO_COLOR);
    expect(styleOf({ isTTY: true, columns: 80 } as NodeJS.WriteStream)).toEqual({ width: 80, colour });
  });
});

test.each([
  { TERM: 'dumb', isTTY: true, obeys: false },
  { TERM: 'xterm', isTTY: true, obeys: true },
  { TERM: '', isTTY: true, obeys: true },
  { TERM: 'xterm', isTTY: undefined, obeys: false },
])('with TERM=$TERM, terminal: $isTTY, nothing is drawn over unless it obeys', ({ TERM, isTTY, obeys }) => {
  vi.stubEnv('TERM', TERM);
  vi.stubEnv('NO_COLOR', '');
  const stream = { isTTY, columns: 0 } as NodeJS.WriteStream;
  expect(moves(stream)).toBe(obeys);
  expect(styleOf(stream)).toEqual({ width: 100, colour: obeys });
});
