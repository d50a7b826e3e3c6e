import { createStreams } from '@hebbench/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { essence, openCommandLine, SHORT, type CommandLine, type Started } from './command-line.ts';
import { numberOfMoments, seedOfThisTest } from './moments.ts';

vi.setConfig({ testTimeout: 3_600_000 });

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

/** Ways to disturb a run. */
const KINDS = {
  'SIGINT to the process': ({ child }: Started) => child.kill('SIGINT'),
  'SIGTERM to the process': ({ child }: Started) => child.kill('SIGTERM'),
  'SIGINT to the group': ({ child }: Started) => process.kill(-child.pid!, 'SIGINT'),
  'SIGTERM to the group': ({ child }: Started) => process.kill(-child.pid!, 'SIGTERM'),
  'SIGKILL to a worker': ({ child }: Started) => {
    const [worker] = workersOf(child.pid!);
    if (worker !== undefined) process.kill(worker, 'SIGKILL');
  },
  'SIGKILL to the process': ({ child }: Started) => child.kill('SIGKILL'),
} as const;

/** Process ids of the workers of a process, on Linux. */
function workersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return ppid === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/worker.');
      } catch {
        return false;
      }
    });
}

/** Whether any process of a group is there, after at most five seconds. */
async function isGroupLeft(leader: number): Promise<boolean> {
  for (let i = 0; i < 50; i++) {
    try {
      process.kill(-leader, 0);
    } catch {
      return false;
    }
    await sleep(100);
  }
  return true;
}

/** The table, without what depends on the time that training took. */
function table(): string[] {
  return readFileSync(join(cli.folder, 'table1.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(',').toSpliced(TRAIN_SECONDS, 1).join(','));
}

const TRAIN_SECONDS = 21;

/** The processes that locks name; an earlier one's stays where a run is stopped before it has looked. */
function lockOwners(): number[] {
  return filesBelow(cli.out)
    .filter((file) => LOCK.test(file))
    .map((file) => (JSON.parse(readFileSync(join(cli.out, file), 'utf8')) as { pid: number }).pid);
}

const LOCK = /(?:\.lock|\.running\/[^/]+)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String);
}

const seed = seedOfThisTest();

test.skipIf(process.platform !== 'linux')(
  `a run that is disturbed at random moments ends as one that is not (seed ${seed})`,
  async () => {
    const argv = cli.run(SHORT, '--workers', '2');
    const start = performance.now();
    const undisturbed = await cli.start(argv).ended;
    let span = performance.now() - start;
    expect(undisturbed.status, `${undisturbed.stderr}`).toBe(0);
    const expected = { table: table(), records: cli.records().map(essence) };

    const stream = createStreams(seed).stream('moments');
    const kinds = Object.entries(KINDS);
    const each = numberOfMoments(0);
    // Usually a few: each takes as long as a run.
    const moments = Array.from({ length: each * kinds.length || 2 }, (_, i) =>
      each > 0 ? kinds[i % kinds.length]! : kinds[Math.floor(kinds.length * stream.uniform())]!,
    );
    const outcomes: string[] = [];
    cli.clear();
    for (const [kind, disturb] of moments) {
      const before = cli.records().filter(({ status }) => status === 'ok');
      // What is all done is begun anew.
      if (before.length === expected.records.length) cli.clear();
      const kept = cli.records().filter(({ status }) => status === 'ok');
      const began = performance.now();
      const run = cli.start(argv, {}, true);
      const at = span * stream.uniform();
      if ((await Promise.race([sleep(at), run.ended])) === undefined) disturb(run);
      // A machine that is less busy than it was: later moments fall into the runs again.
      else span = Math.min(span, performance.now() - began);
      const { status, signal, stdout, stderr } = await run.ended;
      const told = `${kind} after ${Math.round(at)} ms: ${status ?? signal}\n${stdout}\n${stderr}`;
      outcomes.push(told.split('\n')[0]!);
      // Node itself takes a moment to start, in which a signal ends it in the system's way.
      if (kind === 'SIGKILL to the process') expect(['SIGKILL', 0], `${told}`).toContain(signal ?? status);
      else if (kind === 'SIGKILL to a worker') expect([0, 1], `${told}`).toContain(status);
      else expect([0, 130, 'SIGINT', 'SIGTERM'], `${told}`).toContain(signal ?? status);
      expect(stderr, `${told}`).not.toMatch(/unhandled|^ +at /im);
      expect(await isGroupLeft(run.child.pid!), `${told}`).toBe(false);
      if (kind !== 'SIGKILL to the process') expect(lockOwners(), `${told}`).not.toContain(run.child.pid);
      for (const record of kept) expect(cli.records(), `${told}`).toContainEqual(record);
    }
    console.log(outcomes.join('\n'));

    const last = await cli.bench(argv);
    expect(last.status, `${last.stderr}`).toBe(0);
    expect(table()).toEqual(expected.table);
    expect(cli.records().map(essence)).toEqual(expected.records);
    expect(
      filesBelow(cli.out).filter((file) => /\.tmp$|\.lock|checkpoint\.bin|\.running\/./.test(file)),
    ).toEqual([]);
  },
);
