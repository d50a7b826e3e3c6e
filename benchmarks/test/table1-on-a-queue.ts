// Trials of a queue with Table 1 at scale smoke, too long for a test, on two cores:
//   tsx benchmarks/test/table1-on-a-queue.ts kill 30 1    four workers, killed at 30 moments drawn from seed 1
//   tsx benchmarks/test/table1-on-a-queue.ts time         two workers of one run each, against --workers 2
// Real commands, workers and a Redis of their own; the table has to be that of one machine, to the byte but for times. A last
// argument names some of its cells alone: `… kill 30 1 table1/mnist`.
import { createStreams } from '@hebbench/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startRedis } from './redis.ts';

const LAUNCHER = fileURLToPath(new URL('../start/launch.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const WORKERS = 4;

const folder = mkdtempSync(join(tmpdir(), 'hebbench-table1-'));

function start(...argv: string[]): ChildProcess {
  return spawn(process.execPath, [LAUNCHER, MAIN, ...argv], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Sums of several threads are not those of one.
    env: { ...process.env, HEBBENCH_THREADS: '1', HEBBENCH_CACHE_DIR: join(folder, 'cache') },
  });
}

/** Seconds that a command takes for the table. */
async function table(out: string, ...more: string[]): Promise<number> {
  const argv = ['--filter', filter, '--scale', 'smoke', '--data', 'embedded', '--out', join(folder, out)];
  const begun = performance.now();
  const [status] = (await once(start(...argv, ...more), 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with status ${status}`);
  return (performance.now() - begun) / 1000;
}

const worker = (url: string): ChildProcess => start('worker', '--queue', url, '--workers', '1');

/** The table without its times. */
function csv(out: string): string {
  const text = readFileSync(join(folder, out, 'table1', 'smoke-embedded', 'table1.csv'), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.match(/(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/g)!);
  const seconds = rows[0]!.findIndex((name) => name.startsWith('train_seconds'));
  return rows.map((row) => row.toSpliced(seconds, 1).join('')).join('\n');
}

/**
 * Kills a worker at each of some moments, and starts another in its place.
 * @param seconds - over which the moments are spread, if nothing took longer for it
 */
async function kill(url: string, moments: number, seed: number, seconds: number): Promise<number> {
  const stream = createStreams(seed).stream('moments');
  const workers = Array.from({ length: WORKERS }, () => worker(url));
  const done = table('queue', '--queue', url).then(() => true);
  let killed = 0;
  while (
    killed < moments &&
    !(await Promise.race([done, sleep((2000 * stream.uniform() * seconds) / moments)]))
  ) {
    const victim = Math.floor(stream.uniform() * workers.length);
    workers[victim]!.kill('SIGKILL');
    workers[victim] = worker(url);
    killed++;
  }
  await done;
  workers.forEach((each) => each.kill('SIGKILL'));
  return killed;
}

const [trial, ...more] = process.argv.slice(2);
const numbers = more.filter((word) => /^\d+$/.test(word));
const filter = more.find((word) => word.startsWith('table1')) ?? 'table1';
const server = await startRedis();
try {
  const alone = await table('alone', '--workers', '2');
  console.log(`--workers 2: ${alone.toFixed(1)} s`);
  if (trial === 'kill') {
    const [moments = 30, seed = 1] = numbers.map(Number);
    const killed = await kill(server.url, moments, seed, alone);
    console.log(`${WORKERS} workers, ${killed} of them killed at moments of seed ${seed}`);
  } else {
    const workers = [worker(server.url), worker(server.url)];
    // They are there when the command is given, as on other machines.
    await sleep(5000);
    const queued = await table('queue', '--queue', server.url);
    workers.forEach((each) => each.kill('SIGTERM'));
    console.log(
      `two workers on a queue: ${queued.toFixed(1)} s, ${(queued / alone).toFixed(2)} times as long`,
    );
  }
  const same = csv('queue') === csv('alone');
  console.log(same ? 'The same table.' : `ANOTHER TABLE:\n${csv('alone')}\n${csv('queue')}`);
  process.exitCode = same ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
