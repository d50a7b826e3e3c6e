import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBoard } from '../src/queue/board.ts';
import { connect, type QueueConnection } from '../src/queue/connection.ts';
import type { WorkerEvent, WorkerOptions } from '../src/queue/worker.ts';
import type { JobEvent } from '../src/run/executor.ts';
import type { Job } from '../src/run/job.ts';
import { exampleRecord } from './example-record.ts';
import { HAS_REDIS, startRedis, type RedisServer } from './redis.ts';
import { askQueue, BEHAVIOUR, ends, kinds, memoryStore, plannedJobs, workingOn } from './try-queue.ts';

const LAUNCHER = fileURLToPath(new URL('../start/launch.mjs', import.meta.url));
const LONE = fileURLToPath(new URL('fixtures/workers/queue-worker.ts', import.meta.url));

let server: RedisServer;
let connection: QueueConnection;
let folder: string;
let jobs: Job[];

describe.skipIf(!HAS_REDIS)('a queue', () => {
  beforeAll(async () => {
    server = await startRedis();
    jobs = await plannedJobs('table1/mnist/*/1-layer/random-features/*', 2);
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hebbench-queue-'));
    vi.stubEnv('HEBBENCH_TEST_STUB_RECORD', JSON.stringify(exampleRecord()));
    connection = await connect({ url: server.url, shown: server.url });
    await connection.redis.flushall();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (asked: readonly Job[] = jobs, signal?: AbortSignal): Promise<JobEvent[]> =>
    askQueue(server.url, asked, { signal });
  const working = <T>(
    during: () => Promise<T>,
    options: Partial<WorkerOptions> = {},
  ): Promise<{ result: T; told: WorkerEvent[] }> =>
    workingOn(server.url, during, { scratch: join(folder, 'scratch'), ...options });

  /** How many are connected. */
  const clients = async (): Promise<number> =>
    String(await connection.redis.client('LIST'))
      .trim()
      .split('\n').length;

  test('has each run done once, whoever asks for it, and remembers results', async () => {
    const before = await clients();
    const { result, told } = await working(() => Promise.all([ask(), ask()]));
    expect(result.map(kinds)).toEqual([jobs, jobs].map((all) => all.map(() => 'done')));
    expect(ends(told)).toEqual(jobs.map(() => 'done'));
    // Nobody works any more.
    expect(kinds(await ask())).toEqual(jobs.map(() => 'done'));
    expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
    // A client that is left open would keep its process alive.
    await vi.waitFor(async () => expect(await clients()).toBe(before), 10_000);
  });

  test('goes on where nobody watches, and shows what was found to who comes back', async () => {
    const left = new AbortController();
    await ask(jobs, AbortSignal.any([left.signal, AbortSignal.timeout(300)]));
    const { told } = await working(async () => {
      await vi.waitFor(
        async () => expect(await connection.queue.getCompletedCount()).toBe(jobs.length),
        60_000,
      );
    });
    expect(ends(told)).toHaveLength(jobs.length);
    expect(kinds(await ask())).toEqual(jobs.map(() => 'done'));
  });

  test('that has lost everything is given what is left again', async () => {
    const { result } = await working(async () => {
      const asked = ask();
      await vi.waitFor(
        async () => expect(await connection.queue.getCompletedCount()).toBeGreaterThan(0),
        60_000,
      );
      await connection.redis.flushall();
      return asked;
    });
    expect(kinds(result)).toEqual(jobs.map(() => 'done'));
  });

  test('whose server is started again, empty, is waited for', async () => {
    const { result } = await working(async () => {
      const asked = ask();
      await vi.waitFor(
        async () => expect(await connection.queue.getCompletedCount()).toBeGreaterThan(0),
        60_000,
      );
      await server.stop();
      server = await startRedis(Number(new URL(server.url).port));
      return asked;
    });
    expect(kinds(result)).toEqual(jobs.map(() => 'done'));
  });

  test('whose server is away lets a worker end', async () => {
    const { told } = await working(async () => {
      await vi.waitFor(async () => expect(await connection.queue.getWorkersCount()).toBe(1), 60_000);
      await server.stop();
      // A client that has lost its server is, most of the time, between two attempts to reach it.
      await vi.waitFor(() => expect(connection.redis.status).toBe('reconnecting'), 60_000);
    });
    expect(told).toEqual([]);
    server = await startRedis(Number(new URL(server.url).port));
  });

  test('has other code wait, and says for what', async () => {
    const [job] = jobs;
    const code = { ...job!.code, packages: { ...job!.code.packages, '@hebbench/nn': '0'.repeat(64) } };
    const stop = new AbortController();
    const { told } = await working(async () => {
      const asked = ask([{ ...job!, code }], stop.signal);
      await vi.waitFor(async () => expect(await connection.queue.getDelayedCount()).toBe(1), 60_000);
      stop.abort();
      return asked;
    });
    expect(told.find(({ kind }) => kind === 'ends')).toMatchObject({
      outcome: { kind: 'later', waitsFor: expect.stringContaining('@hebbench/nn of digest 000000000000…') },
    });
    const [delayed] = await connection.queue.getDelayed();
    expect(delayed!.progress).toMatchObject({ kind: 'waits' });
  });

  test('has other images wait', async () => {
    const [job] = jobs;
    const stop = new AbortController();
    const { told } = await working(async () => {
      const asked = ask([{ ...job!, dataSet: { origin: 'embedded', digest: 'f'.repeat(64) } }], stop.signal);
      await vi.waitFor(async () => expect(await connection.queue.getDelayedCount()).toBe(1), 60_000);
      stop.abort();
      return asked;
    });
    expect(told.find(({ kind }) => kind === 'ends')).toMatchObject({
      outcome: { kind: 'later', waitsFor: expect.stringContaining('images mnist') },
    });
  });

  test('fails a run whose rule is at fault, at once, and another command tries it again', async () => {
    vi.stubEnv(BEHAVIOUR, 'fails');
    const { result, told } = await working(() => ask(jobs.slice(0, 1)));
    expect(result.at(-1)).toMatchObject({ kind: 'failed', error: { code: 'RULE_FAULT', message: 'x' } });
    expect(ends(told)).toEqual(['failed']);
    vi.stubEnv(BEHAVIOUR, 'good');
    expect(kinds((await working(() => ask(jobs.slice(0, 1)))).result)).toEqual(['done']);
  });

  test('takes what is no job for a failure, and goes on', async () => {
    await connection.queue.add('poison', { version: 7 }, { jobId: 'poison' });
    const { told } = await working(async () => {
      await vi.waitFor(async () => expect(await connection.queue.getFailedCount()).toBe(1), 60_000);
    });
    expect(ends(told)).toEqual(['failed']);
  });

  test.each([
    { fate: 'is killed', befall: (worker: ChildProcess) => worker.kill('SIGKILL') },
    {
      fate: 'is frozen for longer than its lease, and thaws',
      befall: (worker: ChildProcess, done: Promise<unknown>) => {
        worker.kill('SIGSTOP');
        void done.then(() => worker.kill('SIGCONT'));
      },
    },
  ])('has the run of a worker that $fate done by another one', async ({ befall }) => {
    vi.stubEnv(BEHAVIOUR, 'slow');
    const child = spawn(process.execPath, [LAUNCHER, LONE, server.url, join(folder, 'lone')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(...chunk.toString().trim().split('\n')));
    const asked = ask(jobs.slice(0, 2));
    const first = vi.waitFor(() => expect(said).toContain('begins'), 60_000);
    await first;
    const { result, told } = await working(async () => {
      befall(child, asked);
      return asked;
    });
    expect(kinds(result)).toEqual(['done', 'done']);
    expect(ends(told)).toEqual(['done', 'done']);
    const records = (): Promise<(Buffer | null)[]> =>
      Promise.all(
        jobs.slice(0, 2).map(({ id }) => connection.redis.getBuffer(`hebbench:store:record:${id}`)),
      );
    const found = await records();
    // What comes late changes nothing.
    if (child.signalCode === null && child.exitCode === null && said.length < 2)
      await vi.waitFor(() => expect(said).toContain('ends'), 60_000);
    child.kill('SIGKILL');
    expect(await records()).toEqual(found);
  });

  test('gives its networks to who asked, and keeps them no longer', async () => {
    vi.stubEnv(BEHAVIOUR, 'trains');
    const home = memoryStore();
    await working(() => askQueue(server.url, jobs, { home }));
    for (const { modelHash } of jobs)
      expect(Buffer.from((await home.get('network', modelHash))!).toString()).toBe(modelHash);
    expect(await connection.redis.keys('hebbench:store:network:*')).toEqual([]);
  });

  test('is shown as a page, to this machine, and to look at alone', async () => {
    await connection.queue.add('poison', {}, { jobId: 'poison' });
    const board = await openBoard(connection.queue, 0);
    expect(board.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(board.url)).text()).toContain('<title>Hebbench</title>');
    const shown = await (await fetch(`${board.url}/api/queues?activeQueue=runs&page=1`)).json();
    expect(shown).toMatchObject({ queues: [{ name: 'runs', counts: { waiting: 1 }, readOnlyMode: true }] });
    const emptied = await fetch(`${board.url}/api/queues/runs/empty`, { method: 'PUT' });
    expect(emptied.ok).toBe(false);
    expect(await connection.queue.getWaitingCount()).toBe(1);
    await expect(openBoard(connection.queue, Number(new URL(board.url).port))).rejects.toThrow('--board');
    board.close();
  });

  test('gives a run that a worker stops back to the others', async () => {
    const [job] = jobs;
    vi.stubEnv(BEHAVIOUR, 'waits');
    const stop = new AbortController();
    const asked = ask([job!], stop.signal);
    const { told } = await working(async () => {
      await vi.waitFor(async () => expect(await connection.queue.getActiveCount()).toBe(1), 60_000);
    });
    expect(ends(told)).toEqual(['interrupted']);
    vi.stubEnv(BEHAVIOUR, 'good');
    expect(kinds((await working(() => asked)).result)).toEqual(['done']);
  });
});
