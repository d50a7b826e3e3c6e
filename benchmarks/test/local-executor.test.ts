import { createStreams, HebbenchError, type RecordedError } from '@hebbench/core';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Job } from '../src/run/job.ts';
import { localExecutor, type LocalOptions } from '../src/run/local-executor.ts';
import type { Place } from '../src/run/place.ts';
import { decodeRecord } from '../src/store/report-store.ts';
import type { Store } from '../src/store/store.ts';
import { SUITES } from '../src/suites/index.ts';
import { exampleRecord } from './example-record.ts';
import { numberOfMoments, seedOfThisTest } from './moments.ts';

const STUB = fileURLToPath(new URL('fixtures/workers/stub.mjs', import.meta.url));

/** All processes that were started, and how many more the system has room for. */
const { system } = vi.hoisted(() => ({
  system: { started: [] as ChildProcess[], room: Infinity, onStart: (): void => {} },
}));

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  const fork: typeof real.fork = (...args: unknown[]) => {
    const [file, words, options] = args as [string, string[], object];
    const child = real.fork(file, words, system.room-- > 0 ? options : { ...options, execPath: '/no/node' });
    system.started.push(child);
    system.onStart();
    return child;
  };
  return { ...real, fork };
});

afterEach(() => {
  expect(system.started.filter(isAlive), 'processes that are left').toEqual([]);
  system.started = [];
  system.room = Infinity;
  system.onStart = () => {};
  vi.unstubAllEnvs();
});

function isAlive({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

const CELL = SUITES[0]!.cells('smoke', { rules: [] })[0]!;

/** Runs of rules, which stand for what the stub does. */
function jobsOf(...rules: readonly string[]): Job[] {
  return rules.map((rule, i) => {
    const cell = { ...CELL, rule, id: `test/${rule}/${i}` };
    const template = exampleRecord(cell, i);
    return {
      id: cell.id,
      cell,
      seed: i,
      modelHash: cell.id,
      needs: [],
      cost: {},
      template,
    } as unknown as Job;
  });
}

interface Outcome {
  readonly done: string[];
  readonly failed: Record<string, RecordedError>;
  readonly lines: string[];
  readonly fewer: HebbenchError[];
  readonly started: string[];
  /** Status of each record that is kept, by the job's id. */
  readonly kept: Record<string, string>;
  readonly error: unknown;
}

interface Settings extends Partial<LocalOptions> {
  readonly signal?: AbortSignal;
  /** Called before a record is kept. */
  readonly beforePut?: () => void;
}

async function run(jobs: readonly Job[], { signal, beforePut, ...options }: Settings = {}): Promise<Outcome> {
  const outcome = { done: [], failed: {}, lines: [], fewer: [], started: [], kept: {}, error: undefined } as {
    -readonly [K in keyof Outcome]: Outcome[K];
  };
  const place: Place = {
    packages: [],
    dataDirectory: undefined,
    threads: 1,
    modelDirectory: '',
    checkpointDirectory: '',
  };
  const store: Store = {
    has: () => Promise.resolve(false),
    get: () => Promise.resolve(undefined),
    async put(_, id, bytes) {
      beforePut?.();
      outcome.kept[id] = decodeRecord(bytes).status;
      return true;
    },
    drop: () => Promise.resolve(),
  };
  const executor = localExecutor({
    workers: 2,
    failFast: false,
    silenceSeconds: 60,
    file: STUB,
    placeOf: () => place,
    ...options,
  });
  try {
    for await (const event of executor.run(jobs, store, signal ?? new AbortController().signal)) {
      if (event.kind === 'started') outcome.started.push(event.job.cell.id);
      if (event.kind === 'done') outcome.done.push(event.job.cell.id);
      if (event.kind === 'failed') outcome.failed[event.job.cell.id] = event.error;
      if (event.kind === 'line') outcome.lines.push(event.text);
      if (event.kind === 'fewer') outcome.fewer.push(event.error);
    }
  } catch (error) {
    outcome.error = error;
  }
  outcome.done.sort();
  return outcome;
}

test('all runs are done, several in a process', async () => {
  const jobs = jobsOf(...Array.from({ length: 5 }, () => 'good'));
  const { done, failed, error } = await run(jobs);
  expect({ failed, error }).toEqual({ failed: {}, error: undefined });
  expect(done).toEqual(jobs.map(({ cell }) => cell.id));
  expect(system.started.length).toBeLessThanOrEqual(2);
});

test('what comes of a run is kept, well or failed', async () => {
  const { kept } = await run(jobsOf('good', 'fails'));
  expect(kept).toEqual({ 'test/good/0': 'ok', 'test/fails/1': 'failed' });
});

test('where nothing can be kept, no further run is started, and the error is thrown', async () => {
  const full = new HebbenchError('NOT_WRITABLE', 'Full.', { got: '', expected: '', fix: '' });
  const { done, started, error } = await run(jobsOf('good', 'good', 'good'), {
    workers: 1,
    beforePut: () => {
      throw full;
    },
  });
  expect({ done, error }).toEqual({ done: [], error: full });
  expect(started).toHaveLength(1);
});

test.each([
  { rule: 'exits-while-loading', says: 'exit status 7' },
  { rule: 'exits', says: 'exit status 9' },
  { rule: 'hangs', says: 'no sign of life for 1 s' },
  { rule: 'fails', says: 'x' },
])('a run that $rule fails alone, and the next one gets another process', async ({ rule, says }) => {
  const jobs = jobsOf('good', rule, 'good', 'good');
  const { done, failed, error } = await run(jobs, { workers: 1, silenceSeconds: 1 });
  expect(error).toBeUndefined();
  expect(done).toHaveLength(3);
  expect(Object.keys(failed)).toEqual([`test/${rule}/1`]);
  expect(failed[`test/${rule}/1`]!.message).toContain(says);
  expect(failed[`test/${rule}/1`]!.code).toBe(rule === 'fails' ? 'RULE_FAULT' : 'WORKER_DIED');
  expect(system.started).toHaveLength(2);
});

test('a process that is killed before it begins is started again', async () => {
  vi.stubEnv('HEBBENCH_TEST_STUB', 'once');
  system.onStart = () => vi.unstubAllEnvs();
  const { done, failed, error } = await run(jobsOf('good', 'good'), { workers: 1 });
  expect({ done: done.length, failed, error }).toEqual({ done: 2, failed: {}, error: undefined });
  expect(system.started).toHaveLength(2);
});

test('nothing more is started after a failed run, if so asked', async () => {
  const { done, failed } = await run(jobsOf('exits', 'good', 'good'), { workers: 1, failFast: true });
  expect(done).toEqual([]);
  expect(Object.keys(failed)).toEqual(['test/exits/0']);
});

test('what a process writes arrives line by line, and nothing in it that a terminal obeys', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { lines } = await run(jobsOf('talks'));
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
  expect(lines.toSorted()).toEqual(
    ['plain', '\\u001b[31mred\\u001b[0m\\u000dback', 'no line feed at the end \\u0007'].toSorted(),
  );
});

describe('a system without room for processes', () => {
  test('for any is told once, and no run has begun', async () => {
    system.room = 0;
    const { done, failed, fewer, started, error } = await run(jobsOf('good', 'good', 'good'));
    expect({ done, failed }).toEqual({ done: [], failed: {} });
    expect(error).toBeInstanceOf(HebbenchError);
    expect(error).toMatchObject({ code: 'WORKER_DIED', exitCode: 1 });
    expect((error as HebbenchError).message).toMatch(/got: .*ENOENT[^]*expected: [^]*fix: .*ulimit -u/);
    expect(started).toEqual([]);
    expect(fewer).toEqual([]);
  });

  test('to begin in is told once', async () => {
    vi.stubEnv('HEBBENCH_TEST_STUB', 'ends');
    const { done, failed, lines, error } = await run(jobsOf('good', 'good'), { workers: 1 });
    expect({ done, failed, lines }).toEqual({ done: [], failed: {}, lines: [] });
    expect((error as HebbenchError).message).toContain(
      'a process that ended with exit status 3 before it began',
    );
    expect(system.started).toHaveLength(2);
  });

  test('or time to begin in is told so', async () => {
    vi.stubEnv('HEBBENCH_TEST_STUB', 'says-nothing');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const clock = setInterval(() => vi.advanceTimersByTime(3_600_000), 50);
    const { done, error } = await run(jobsOf('good'), { workers: 1 });
    clearInterval(clock);
    vi.useRealTimers();
    expect(done).toEqual([]);
    expect((error as HebbenchError).message).toContain(
      'a process that ended with SIGKILL, as it had not said a word in 300 s, before it began',
    );
    expect(system.started).toHaveLength(2);
  });

  test('for as many as were asked for has the others do all of it', async () => {
    system.room = 1;
    const { done, failed, fewer, error } = await run(jobsOf('good', 'good', 'good'));
    expect({ failed, error }).toEqual({ failed: {}, error: undefined });
    expect(done).toHaveLength(3);
    expect(fewer).toHaveLength(1);
  });

  test('for another one after a failure keeps what was done', async () => {
    system.room = 1;
    const { done, failed, error } = await run(jobsOf('good', 'exits', 'good'), { workers: 1 });
    expect(done).toEqual(['test/good/0']);
    expect(Object.keys(failed)).toEqual(['test/exits/1']);
    expect(error).toMatchObject({ code: 'WORKER_DIED' });
  });
});

describe('at random moments', () => {
  const seed = seedOfThisTest();
  const stream = createStreams(seed).stream('moments');
  const count = numberOfMoments(8);
  /** Longer than the processes take to start, and shorter than the runs. */
  const SPAN_MILLISECONDS = 250;
  const JOBS = jobsOf(...Array.from({ length: 6 }, () => 'good'));
  const moment = (): Promise<void> => sleep(SPAN_MILLISECONDS * stream.uniform());

  test(`a stop leaves no process, and blames no run (seed ${seed})`, async () => {
    for (let i = 0; i < count; i++) {
      const controller = new AbortController();
      const [{ failed, error }] = await Promise.all([
        run(JOBS, { signal: controller.signal }),
        moment().then(() => controller.abort()),
      ]);
      expect({ failed, error }).toEqual({ failed: {}, error: undefined });
    }
  });

  test(`a process that is killed costs at most its own run (seed ${seed})`, async () => {
    for (let i = 0; i < count; i++) {
      const [{ done, failed, error }] = await Promise.all([
        run(JOBS),
        moment().then(() => system.started.find(isAlive)?.kill('SIGKILL')),
      ]);
      expect(error).toBeUndefined();
      const codes = Object.values(failed).map(({ code }) => code);
      expect([[], ['WORKER_DIED']]).toContainEqual(codes);
      expect(done.length + codes.length).toBe(JOBS.length);
    }
  });
});
