import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { builtInDatasets } from '../src/datasets/registry.ts';
import { connect, storeOf } from '../src/queue/connection.ts';
import { queueExecutor } from '../src/queue/executor.ts';
import { workOnQueue, type WorkerEvent, type WorkerOptions } from '../src/queue/worker.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { chooseData } from '../src/run/data.ts';
import type { JobEvent } from '../src/run/executor.ts';
import type { Job } from '../src/run/job.ts';
import { planSuite } from '../src/run/plan.ts';
import { selectCells } from '../src/run/select.ts';
import { decodeRecord } from '../src/store/report-store.ts';
import type { Kind, Store } from '../src/store/store.ts';
import { SUITES } from '../src/suites/index.ts';

const STUB = fileURLToPath(new URL('fixtures/workers/stub.mjs', import.meta.url));

/** What a stub, which trains for the worker, is to do with any job. */
export const BEHAVIOUR = 'HEBBENCH_TEST_STUB_RUNS';

/** Jobs on embedded data at the smallest scale. */
export async function plannedJobs(filter: string, seeds?: number): Promise<Job[]> {
  const { rules } = await discoverRules(findRulePackages());
  const [selection] = selectCells(SUITES, filter, 'smoke', {
    rules: [],
    installed: [...rules.keys()],
    ...(seeds !== undefined && { seeds }),
  });
  const data = await chooseData(['mnist'], { data: 'embedded' });
  return [...planSuite(selection!, { out: 'none', data, engine: 'auto', rules, force: false }).jobs];
}

/** A store in memory. */
export function memoryStore(): Store & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const keyOf = (kind: Kind, hash: string): string => `${kind} ${hash}`;
  return {
    kept,
    has: (kind, hash) => Promise.resolve(kept.has(keyOf(kind, hash))),
    get: (kind, hash) => Promise.resolve(kept.get(keyOf(kind, hash))),
    put: async (kind, hash, bytes) => {
      kept.set(keyOf(kind, hash), bytes);
      return true;
    },
    drop: async (kind, hash) => void kept.delete(keyOf(kind, hash)),
  };
}

/** A command that asks for jobs. */
export async function askQueue(
  url: string,
  jobs: readonly Job[],
  {
    signal = new AbortController().signal,
    home = memoryStore(),
    large,
  }: { readonly signal?: AbortSignal | undefined; readonly home?: Store; readonly large?: Store } = {},
): Promise<JobEvent[]> {
  const connection = await connect({ url, shown: url });
  const events: JobEvent[] = [];
  try {
    const executor = queueExecutor(connection, { store: storeOf(connection, large), failFast: false });
    for await (const event of executor.run(jobs, home, signal)) {
      events.push(event);
      if (event.kind !== 'done') continue;
      expect(decodeRecord((await home.get('record', event.job.id))!)).toEqual(event.record);
    }
  } finally {
    await connection.close();
  }
  return events;
}

/** A worker, until the work is done. */
export async function workingOn<T>(
  url: string,
  during: () => Promise<T>,
  options: Partial<WorkerOptions> & Pick<WorkerOptions, 'scratch'> & { readonly large?: Store },
): Promise<{ result: T; told: WorkerEvent[] }> {
  const told: WorkerEvent[] = [];
  const stop = new AbortController();
  const connection = await connect({ url, shown: url });
  const ended = workOnQueue(
    connection,
    {
      packages: findRulePackages(),
      datasets: builtInDatasets(),
      dataDirectory: undefined,
      store: storeOf(connection, options.large),
      workers: 2,
      threads: 1,
      silenceSeconds: 60,
      onEvent: (event) => told.push(event),
      leaseSeconds: 1,
      file: STUB,
      ...options,
    },
    stop.signal,
  );
  try {
    return { result: await during(), told };
  } finally {
    stop.abort();
    await ended;
    await connection.close();
  }
}

/** What became of a worker's runs. */
export const ends = (told: readonly WorkerEvent[]): string[] =>
  told.flatMap((event) => (event.kind === 'ends' ? [event.outcome.kind] : []));

/** What became of a command's. */
export const kinds = (events: readonly JobEvent[]): string[] =>
  events.flatMap(({ kind }) => (kind === 'done' || kind === 'failed' ? [kind] : []));
