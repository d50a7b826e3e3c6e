// @own-process: a module is loaded anew here, and others would load theirs again after it
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withLockedStores } from '../src/cli/locked-stores.ts';
import type { JobEvent } from '../src/run/executor.ts';
import { failedRecord } from '../src/run/failed-record.ts';
import { checkpointHash } from '../src/run/identity.ts';
import type { Job } from '../src/run/job.ts';
import { keepRecord, recordSince } from '../src/run/keep.ts';
import { localExecutor } from '../src/run/local-executor.ts';
import { claimsOf, removeClaimsOfTheDead } from '../src/store/claims.ts';
import { lockStore } from '../src/store/lock.ts';
import { openReportStore, type StoredRun } from '../src/store/report-store.ts';
import { openRunStore, runName } from '../src/store/run-store.ts';
import { exampleRecord } from './example-record.ts';

const STUB = fileURLToPath(new URL('fixtures/workers/stub.mjs', import.meta.url));

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'hebbench-share-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const { cell } = exampleRecord();
const HASH = '0123456789abcdef0123456789abcdef';
const PACKAGES = { '@hebbench/core': 'a'.repeat(64) };

/** A run of which a stub does what its rule is named after. */
function jobOf(seed: number, changes: Partial<Job> = {}, rule = 'good'): Job {
  const own = { ...cell, rule, id: `table1/${rule}` };
  const job = {
    cell: own,
    seed,
    id: checkpointHash(HASH, PACKAGES),
    hash: HASH,
    modelHash: `network-${seed}`,
    needs: [],
    engine: 'auto',
    code: { commit: null, clean: true, packages: PACKAGES },
    dataSet: { origin: 'embedded', digest: 'f'.repeat(64) },
    cost: { hidden: 0, rest: 1, scoring: 0 },
    retrain: false,
    template: exampleRecord(own, seed),
    ...changes,
  };
  // Each is another run.
  const hash = `${HASH.slice(0, -1)}${seed}`;
  return { ...job, hash, id: checkpointHash(hash, PACKAGES) } as unknown as Job;
}

function storeOf(jobs: readonly Job[]): {
  runs: ReadonlyMap<string, StoredRun>;
  store: ReturnType<typeof openReportStore>;
} {
  const records = openRunStore(join(out, 'table1'));
  const runs = new Map(jobs.map((job) => [job.id, { run: job, store: records }]));
  return { runs, store: openReportStore(out, runs) };
}

/** A command that wants jobs: what it tells of. */
async function command(jobs: readonly Job[], workers = 1): Promise<JobEvent[]> {
  const { runs, store } = storeOf(jobs);
  const executor = localExecutor({
    workers,
    failFast: false,
    silenceSeconds: 60,
    file: STUB,
    claim: claimsOf(out, runs, store),
    placeOf: () => ({
      packages: [],
      dataDirectory: undefined,
      threads: 1,
      modelDirectory: '',
      checkpointDirectory: '',
    }),
  });
  const events: JobEvent[] = [];
  for await (const event of executor.run(jobs, store, new AbortController().signal)) events.push(event);
  return events;
}

const ended = (events: readonly JobEvent[]): Extract<JobEvent, { kind: 'done' | 'failed' }>[] =>
  events.filter((event) => event.kind === 'done' || event.kind === 'failed');

test('two commands do each run once, and both hear of all', async () => {
  const jobs = [0, 1, 2, 3, 4].map((seed) => jobOf(seed));
  const both = await Promise.all([command(jobs), command(jobs)]);
  for (const events of both) {
    expect(
      ended(events)
        .map(({ job }) => job.seed)
        .toSorted(),
    ).toEqual([0, 1, 2, 3, 4]);
  }
  const own = both.flatMap((events) => ended(events).filter(({ elsewhere }) => !elsewhere));
  expect(own).toHaveLength(jobs.length);
  expect(readdirSync(join(out, 'table1', '.running'))).toEqual([]);
});

test('a run that fails in one command is told of by both, and tried once', async () => {
  const jobs = [jobOf(0, {}, 'fails')];
  const both = await Promise.all([command(jobs), command(jobs)]);
  const told = both.flatMap(ended);
  expect(told.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  expect(told.map(({ elsewhere }) => elsewhere).toSorted()).toEqual([false, true]);
});

describe('a record that is there when a run could begin', () => {
  const SINCE = '2026-06-01T00:00:00.000Z';
  const [before, after] = ['2026-05-31T23:59:59.000Z', '2026-06-01T00:00:01.000Z'];
  test.each([
    { name: 'a result', startedAt: before, status: 'ok', retrain: false, counts: true },
    {
      name: 'a result from before a repetition',
      startedAt: before,
      status: 'ok',
      retrain: true,
      counts: false,
    },
    { name: 'a repetition', startedAt: after, status: 'ok', retrain: true, counts: true },
    {
      name: 'a failure of an earlier command',
      startedAt: before,
      status: 'failed',
      retrain: false,
      counts: false,
    },
    { name: 'a failure meanwhile', startedAt: after, status: 'failed', retrain: false, counts: true },
    {
      name: 'a result of other code',
      startedAt: after,
      status: 'ok',
      retrain: false,
      counts: false,
      code: true,
    },
  ])('$name counts: $counts', async ({ startedAt, status, retrain, counts, code }) => {
    const job = jobOf(0, { retrain });
    const { store } = storeOf([job]);
    const record =
      status === 'ok'
        ? { ...exampleRecord(job.cell), hash: job.hash }
        : failedRecord(job, 1, { code: 'RULE_FAULT', message: 'x' });
    const ran = code ? { commit: null, clean: true, packages: {} } : job.code;
    await keepRecord(store, job, { ...record, provenance: { ...record.provenance, startedAt, code: ran } });
    expect((await recordSince(store, job, SINCE)) !== undefined).toBe(counts);
  });
});

describe('a claim', () => {
  const [one, other] = [jobOf(0), jobOf(1)];
  test.each<{ name: string; second: Job; kept?: string; kind: 'mine' | 'taken' }>([
    { name: 'the same run', second: one, kind: 'taken' },
    { name: 'another run', second: other, kind: 'mine' },
    { name: 'a run of the same network', second: jobOf(1, { modelHash: 'network-0' }), kind: 'taken' },
    {
      name: 'a run of the same network, which is kept',
      second: jobOf(1, { modelHash: 'network-0' }),
      kept: 'network-0.bin',
      kind: 'mine',
    },
    { name: 'a run that needs its network', second: jobOf(1, { needs: ['network-0'] }), kind: 'taken' },
    { name: 'a run of the same hidden layers', second: jobOf(1, { hiddenHash: 'h' }), kind: 'taken' },
    {
      name: 'a run of the same hidden layers, which are kept',
      second: jobOf(1, { hiddenHash: 'h' }),
      kept: 'h.hidden.bin',
      kind: 'mine',
    },
  ])('leaves $name: $kind', async ({ second, kept, kind }) => {
    const first = { ...one, hiddenHash: 'h' };
    const { runs, store } = storeOf([first, second]);
    const claim = claimsOf(out, runs, store);
    const mine = await claim(first);
    if (kept !== undefined) writeFileSync(join(out, '.models', kept), '');
    expect((await claim(second)).kind).toBe(kind);
    // Who gets not all holds nothing.
    if (mine.kind === 'mine') mine.release();
    if (kind === 'taken') expect((await claim(second)).kind).toBe('mine');
  });

  test('of a dead process is taken over, or removed', async () => {
    const { runs, store } = storeOf([one, other]);
    const running = join(out, 'table1', '.running');
    mkdirSync(running, { recursive: true });
    for (const job of [one, other])
      writeFileSync(join(running, runName(job)), JSON.stringify({ pid: 2 ** 22 + 1, since: '2026-01-01' }));
    expect((await claimsOf(out, runs, store)(one)).kind).toBe('mine');
    removeClaimsOfTheDead(join(out, 'table1'));
    expect(readdirSync(running)).toEqual([runName(one)]);
  });

  test('is released where its process ends without saying so', async () => {
    const listening = vi.spyOn(process, 'on');
    vi.resetModules();
    const { lock } = await import('../src/store/lock.ts');
    lock(join(out, 'held'));
    expect(readdirSync(out)).toEqual(['held']);
    const [, atExit] = listening.mock.calls.find(([event]) => event === 'exit')!;
    listening.mockRestore();
    atExit();
    process.off('exit', atExit);
    expect(readdirSync(out)).toEqual([]);
  });
});

describe('reports', () => {
  test('are written by one command after the other', async () => {
    const order: string[] = [];
    const write = (name: string): Promise<void> =>
      withLockedStores([join(out, 'b'), join(out, 'a')], async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        order.push(`${name} ends`);
      });
    await Promise.all([write('one'), write('two')]);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  test('that another command never ends are given up', async () => {
    const release = lockStore(out);
    await expect(withLockedStores([out], () => Promise.resolve(), 0)).rejects.toThrow('STORE_LOCKED');
    release();
  });
});
