import { HebbenchError } from '@hebbench/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runProgram } from '../src/cli/program.ts';
import { runArgs } from '../src/cli/flags/run.ts';
import { usageText } from '../src/cli/usage.ts';

const KEPT_NOWHERE = 'table1/mnist/nonneg/1-layer/backprop/end-to-end';

afterEach(() => vi.restoreAllMocks());

describe('bad input is answered with what was got, what was expected and how to fix it', () => {
  test.each([
    { argv: ['--filter', 'tabel1'], status: 2, says: 'table1' },
    { argv: ['--filter', 'table1/nothing/**'], status: 2, says: 'matches no suite and no cell' },
    { argv: ['--filter', 'table1/mnsit/**'], status: 2, says: 'did you mean "table1/mnist/**"' },
    { argv: ['--filter', ','], status: 2, says: 'names nothing' },
    { argv: ['--rule', 'hebian-wp'], status: 2, says: '"hebbian-wp"' },
    { argv: ['--engine', 'gpu'], status: 2, says: 'onnxruntime' },
    { argv: ['--scale', 'large'], status: 2, says: 'smoke, quick, paper' },
    { argv: ['--data', 'fake'], status: 2, says: 'embedded' },
    { argv: ['--seeds', '-1'], status: 2, says: 'whole number' },
    { argv: ['--seeds=0'], status: 2, says: 'whole number' },
    { argv: ['--seeds', '1.5'], status: 2, says: 'whole number' },
    { argv: ['--seed', '1-3'], status: 2, says: 'with commas between them' },
    { argv: ['--seed', '1', '--seeds', '3'], status: 2, says: 'one of --seed and --seeds' },
    { argv: ['--json=yes'], status: 2, says: 'write --json alone' },
    { argv: ['--workers', 'two'], status: 2, says: 'whole number' },
    { argv: ['--wrokers', '2'], status: 2, says: '--workers' },
    { argv: ['rnu'], status: 2, says: 'run, show, list' },
    { argv: ['compare', 'only-one'], status: 2, says: 'compare' },
    { argv: ['compare', 'a', 'b'], status: 1, says: 'no folder' },
    { argv: ['report', '--out', '/nowhere'], status: 1, says: 'nothing to report' },
    { argv: ['export', 'table1/mnist/**'], status: 2, says: 'One network is exported at a time' },
    {
      argv: ['export', 'table1/mnist/nonneg/1-layer/backdrop/end-to-end'],
      status: 2,
      says: 'backprop/end-to-end',
    },
    { argv: ['export', KEPT_NOWHERE, '--seed', '-1'], status: 2, says: 'whole number' },
    {
      argv: ['export', KEPT_NOWHERE, '--data', 'embedded', '--out', '/nowhere'],
      status: 1,
      says: `pnpm bench --filter ${KEPT_NOWHERE} --scale quick --data embedded --seed 0 --force`,
    },
    { argv: ['data', '--data-dir', '/nowhere'], status: 1, says: 'no data folder /nowhere' },
    { argv: ['data', 'verify', '--data-dir', '/nowhere'], status: 1, says: '--data-dir /nowhere' },
    { argv: ['data', 'fetch', '--data-dir', '.'], status: 2, says: 'HEBBENCH_CACHE_DIR' },
    { argv: ['data', 'burn'], status: 2, says: 'show, fetch, verify' },
    {
      argv: ['--plugin', './no-such-package', '--dry-run'],
      status: 2,
      says: 'no such package, and no folder',
    },
  ])('$argv', async ({ argv, status, says }) => {
    const error: unknown = await runProgram(argv).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HebbenchError);
    const { message, exitCode } = error as HebbenchError;
    expect(message).toContain(says);
    for (const word of ['got:', 'expected:', 'fix:']) expect(message).toContain(word);
    expect(exitCode).toBe(status);
  });
});

describe('help', () => {
  test.each([60, 80, 120])('is at most %i columns wide', (width) => {
    const text = usageText(
      { command: 'pnpm bench', description: 'Runs', args: runArgs, others: { list: 'Lists' } },
      width,
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    for (const flag of Object.keys(runArgs)) expect(text).toContain(`--${flag}`);
  });

  test.each([
    { argv: ['--help'], says: '--filter' },
    { argv: ['--', '--help'], says: 'compare' },
    { argv: ['engines', '--help'], says: '--threads' },
    { argv: ['--version'], says: '.' },
    { argv: ['list', '--filter', 'table1/*/free/{1,2}-layer/*/wp-head'], says: '1-layer/hebbian-wp/wp-head' },
    { argv: ['list', '--filter', 'table1'], says: 'table1/mnist/nonneg/10-layer/backprop/end-to-end' },
    { argv: ['data', '--data-dir', '.'], says: 'CIFAR-10' },
    {
      argv: ['data', '--data-dir', '.', '--sets', 'urbansound8k'],
      says: 'not found; get it from https://urbansounddataset',
    },
    { argv: ['data', 'list', '--sets', 'urbansound8k'], says: 'to be had from https://urbansounddataset' },
  ])('$argv', async ({ argv, says }) => {
    let written = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
    expect(await runProgram(argv)).toBe(0);
    expect(written).toContain(says);
  });
});
