import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { essence, openCommandLine, SHORT, type CommandLine } from './command-line.ts';

/** A longer cell, kept busy until the test has done what it does. */
const LONG = 'table1/mnist/nonneg/2-layer/backprop/*';
const SLOW = { HEBBENCH_TEST_FAULT: `${LONG}:slow` };
const TRAINING = 'updates are slow';

vi.setConfig({ testTimeout: 300_000 });

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

test('a second command waits for the run of the first, which Ctrl-C stops, and goes on where it was', async () => {
  const { run, folder, records } = cli;
  const stopped = cli.start(run(LONG), SLOW);
  await stopped.said(TRAINING);
  const second = cli.start(run(LONG));
  await second.said('being done by another command');
  stopped.child.kill('SIGINT');
  const { status, stderr } = await stopped.ended;
  expect(status, `${stderr}`).toBe(130);
  expect(stderr).toContain('Interrupted');
  const ended = await second.ended;
  expect(ended.status, `${ended.stderr}`).toBe(0);
  expect(readdirSync(join(folder, '.running'))).toEqual([]);
  const [resumed] = records();
  expect(readdirSync(join(folder, '.checkpoints'))).toEqual([]);
  expect((await cli.bench(run(LONG, '--force'))).status).toBe(0);
  expect(essence(records()[0]!)).toEqual(essence(resumed!));
});

test('SIGTERM to all its processes stops a run as Ctrl-C does', async () => {
  // The code of the report was never loaded before: a loader that the signal ends, too, could not load it any more.
  const empty = join(cli.out, 'empty');
  mkdirSync(empty);
  const stopped = cli.start(cli.run(LONG), { ...SLOW, TMPDIR: empty }, true);
  await stopped.said(TRAINING);
  // As `timeout` and batch systems do.
  process.kill(-stopped.child.pid!, 'SIGTERM');
  const { status, stderr } = await stopped.ended;
  expect(status, `${stderr}`).toBe(130);
  expect(stderr).toContain('Interrupted');
  expect(cli.records()).toEqual([]);
  expect(readdirSync(join(cli.folder, '.checkpoints'))).toHaveLength(1);
});

test('whoever closes the pipe stops a run as Ctrl-C does', async () => {
  const stopped = cli.start(cli.run(`${SHORT},${LONG}`, '--workers', '2'), SLOW);
  stopped.child.stdout!.destroy();
  const { status, stderr } = await stopped.ended;
  expect(status, `${stderr}`).toBe(130);
  expect(stderr).toContain('Interrupted');
  expect(cli.records().map(({ cell }) => cell.rule)).not.toContain('backprop');
  expect(readdirSync(join(cli.folder, '.running'))).toEqual([]);
});

test('a run that is killed at any moment leaves what is finished, and the rest is run', async () => {
  const filter = `${SHORT},${LONG}`;
  const killed = cli.start(cli.run(filter, '--workers', '2'), SLOW);
  await killed.said(TRAINING);
  await sleep(3000 * Math.random());
  killed.child.kill('SIGKILL');
  await killed.ended;
  const before = cli.records();
  const { status, stderr } = await cli.bench(cli.run(filter));
  expect(status, `${stderr}`).toBe(0);
  const after = cli.records();
  expect(after.map((record) => record.status)).toEqual(['ok', 'ok', 'ok']);
  for (const record of before) expect(after).toContainEqual(record);
  const csv = readFileSync(join(cli.folder, 'table1.csv'), 'utf8');
  expect(csv.split('\n').filter((line) => line.includes(',ok,'))).toHaveLength(3);
});
