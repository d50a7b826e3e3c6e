// @own-process: it asks for an engine by name.
import type { RunRecord } from '@hebbench/core';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { essence, openCommandLine, SHORT, type CommandLine } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000 });

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => {
  cli.close();
  vi.unstubAllEnvs();
});

describe('a run', () => {
  test('writes its report, repeats nothing, and gives the same numbers again', async () => {
    const { run, folder, records } = cli;
    const first = await cli.bench(run(SHORT, '--workers', '1'));
    expect(first.status, `${first.stderr}`).toBe(0);
    expect(first.stdout).toContain('Table 1');
    const stored = records();
    expect(stored.map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(existsSync(join(folder, 'table1.csv'))).toBe(true);

    const second = await cli.here(run(SHORT, '--json'));
    expect(second.status).toBe(0);
    expect((JSON.parse(second.stdout) as { records: RunRecord[] }[])[0]!.records).toEqual(stored);
    expect(records()).toEqual(stored);

    const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
    expect((await cli.here(['report', '--out', cli.out])).status).toBe(0);
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toBe(summary);
    expect((await cli.here(['compare', folder, folder])).stdout).toContain('+0.00');

    const damaged = join(folder, 'records', readdirSync(join(folder, 'records'))[0]!);
    writeFileSync(damaged, '{');
    expect((await cli.here(run(SHORT, '--dry-run'))).stdout.match(/to run/g)).toHaveLength(1);

    const again = await cli.bench(run(SHORT, '--workers', '1', '--force'));
    expect(again.status, `${again.stderr}`).toBe(0);
    expect(records().map(essence)).toEqual(stored.map(essence));
    expect(records()[1]!.provenance.startedAt).not.toBe(stored[1]!.provenance.startedAt);
  });

  test('shows what it would do, and does not do it', async () => {
    const { status, stdout } = await cli.here(cli.run(SHORT, '--dry-run'));
    expect(status).toBe(0);
    expect(stdout.match(/to run/g)).toHaveLength(2);
    expect(existsSync(join(cli.out, 'table1'))).toBe(false);
  });

  test('trains the seeds that were asked for alone, and the report keeps its plan', async () => {
    const filter = 'table1/mnist/free/1-layer/random-features/*';
    const { stdout } = await cli.here(cli.run(filter, '--seed', '4,2', '--dry-run'));
    expect(stdout.match(/seed \d+/g)).toEqual(['seed 4', 'seed 2']);

    const { status, stderr } = await cli.bench(cli.run(filter, '--seed', '3'));
    expect(status, `${stderr}`).toBe(0);
    expect(cli.records().map(({ seed }) => seed)).toEqual([3]);
    expect(readFileSync(join(cli.folder, 'table1.csv'), 'utf8')).toContain('1 of 2 seeds so far');
  });

  test('goes on after cells that fail in any way, and repeats those alone', async () => {
    const filter = 'table1/mnist/*/{1,2}-layer/random-features/*';
    const faults = ['free/1-layer:throw', 'free/2-layer:exit', 'nonneg/2-layer:nan'];
    const broken = await cli.bench(cli.run(filter, '--workers', '1'), {
      HEBBENCH_TEST_FAULT: faults.map((fault) => `table1/mnist/${fault.replace(':', '/**:')}`).join(';'),
    });
    expect(broken.status, `${broken.stderr}`).toBe(1);
    expect(Object.fromEntries(cli.records().map(({ cell, error }) => [cell.id, error?.code]))).toEqual({
      'table1/mnist/free/1-layer/random-features/bp-head': 'INTERNAL',
      'table1/mnist/free/2-layer/random-features/bp-head': 'WORKER_DIED',
      'table1/mnist/nonneg/2-layer/random-features/bp-head': 'DIVERGED',
      'table1/mnist/nonneg/1-layer/random-features/bp-head': undefined,
    });
    expect(broken.stdout.match(/FAILED/g)).toHaveLength(3);
    const kept = cli.records().find(({ status }) => status === 'ok');

    const mended = await cli.bench(cli.run(filter, '--workers', '1'));
    expect(mended.status, `${mended.stderr}`).toBe(0);
    expect(mended.stderr).toContain('1 run is finished already');
    expect(cli.records().map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(cli.records()).toContainEqual(kept);
  });
});

describe('bad input is answered with what was got, what was expected and how to fix it', () => {
  test('on stderr, without a stack, with the exit status', async () => {
    const ended = await cli.start(['--scale', 'large']).ended;
    expect(ended.stderr).toMatch(/got: .*large[^]*expected: .*smoke, quick, paper[^]*fix:/);
    expect(ended.stderr).not.toContain('    at ');
    expect(ended.stdout).toBe('');
    expect(ended.status).toBe(2);
  });

  test('a folder that cannot be written stops the run before it starts', async () => {
    const argv = cli.run(SHORT).map((word) => (word === cli.out ? '/dev/null/x' : word));
    await expect(cli.here(argv)).rejects.toMatchObject({ code: 'NOT_WRITABLE', exitCode: 1 });
  });

  test('real data that is not there is an error; the stand-in is not used', async () => {
    vi.stubEnv('HEBBENCH_CACHE_DIR', '/dev/null/x');
    const argv = cli.run(SHORT, '--data-dir', cli.out).map((word) => (word === 'embedded' ? 'real' : word));
    await expect(cli.here(argv)).rejects.toMatchObject({ code: 'NOT_WRITABLE', exitCode: 1 });
  });

  test('an engine that is not there stops the run before it starts', async () => {
    // A process of its own: this one may have another engine by now.
    const argv = cli.run(SHORT, '--engine', 'blas');
    const ended = await cli.start(argv, { HEBBENCH_BLAS: 'libnothing-of-the-kind.so' }).ended;
    expect(ended.stderr).toContain('[ENGINE_UNAVAILABLE]');
    expect(ended.status).toBe(2);
    expect(cli.records()).toEqual([]);
  });
});
