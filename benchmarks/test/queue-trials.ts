// Trials of a queue that take too long for a test: `tsx benchmarks/test/queue-trials.ts kill 30`, or
// `… throughput 10000 64`. A stub trains, so that all the time is the queue's.
import type { RunRecord } from '@hebbench/core';
import { Worker } from 'bullmq';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { builtInDatasets } from '../src/datasets/registry.ts';
import { connect, PREFIX, QUEUE, storeOf } from '../src/queue/connection.ts';
import { doJob, type Workshop } from '../src/queue/do-job.ts';
import { queueExecutor } from '../src/queue/executor.ts';
import type { Payload } from '../src/queue/payload.ts';
import type { ProcessPool } from '../src/queue/process-pool.ts';
import { Scratch } from '../src/queue/scratch.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { chooseData } from '../src/run/data.ts';
import { checkpointHash } from '../src/run/identity.ts';
import type { Job } from '../src/run/job.ts';
import { planSuite } from '../src/run/plan.ts';
import { selectCells } from '../src/run/select.ts';
import type { Store } from '../src/store/store.ts';
import { SUITES } from '../src/suites/index.ts';
import { exampleRecord } from './example-record.ts';
import { startRedis } from './redis.ts';

const WORKER = fileURLToPath(new URL('fixtures/workers/queue-worker.ts', import.meta.url));

/** As many runs as are wanted of one cell. */
async function jobsOf(count: number): Promise<Job[]> {
  const { rules } = await discoverRules(findRulePackages());
  const [selection] = selectCells(SUITES, 'table1/mnist/free/1-layer/random-features/*', 'smoke', {
    rules: [],
    installed: [...rules.keys()],
  });
  const data = await chooseData(['mnist'], { data: 'embedded' });
  const [job] = planSuite(selection!, { out: 'none', data, engine: 'auto', rules, force: false }).jobs;
  return Array.from({ length: count }, (_, seed) => {
    const hash = `${job!.hash.slice(0, 24)}${seed.toString(16).padStart(8, '0')}`;
    return { ...job!, seed, hash, id: checkpointHash(hash, job!.code.packages), modelHash: hash };
  });
}

/** Asks for jobs and keeps their records in memory. */
async function ask(url: string, jobs: readonly Job[]): Promise<Map<string, number>> {
  const own = await connect({ url, shown: url });
  const done = new Map<string, number>();
  const nowhere: Store = {
    has: () => Promise.resolve(false),
    get: () => Promise.resolve(undefined),
    put: () => Promise.resolve(true),
    drop: () => Promise.resolve(),
  };
  const executor = queueExecutor(own, { store: storeOf(own, undefined), failFast: false });
  for await (const event of executor.run(jobs, nowhere, new AbortController().signal)) {
    if (event.kind === 'failed') throw new Error(event.error.message);
    if (event.kind === 'done') done.set(event.job.id, (done.get(event.job.id) ?? 0) + 1);
  }
  await own.close();
  return done;
}

/** Workers in processes of their own are killed or frozen at random moments, and others take their place. */
async function kill(url: string, folder: string, moments: number): Promise<void> {
  const start = (): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', WORKER, url, join(folder, 'scratch')], {
      stdio: 'ignore',
      env: {
        ...process.env,
        HEBBENCH_TEST_STUB_RUNS: 'slow',
        HEBBENCH_TEST_STUB_RECORD: JSON.stringify(exampleRecord()),
      },
    });
  const workers = [start(), start()];
  const jobs = await jobsOf(moments * 2);
  const asked = ask(url, jobs);
  const outcomes = { killed: 0, frozen: 0 };
  for (let i = 0; i < moments; i++) {
    await sleep(3000 * Math.random());
    const worker = workers[i % workers.length]!;
    if (Math.random() < 0.5) {
      worker.kill('SIGKILL');
      workers[i % workers.length] = start();
      outcomes.killed++;
    } else {
      worker.kill('SIGSTOP');
      void sleep(4000).then(() => worker.kill('SIGCONT'));
      outcomes.frozen++;
    }
  }
  const done = await asked;
  workers.forEach((worker) => worker.kill('SIGKILL'));
  const once = [...done.values()].filter((times) => times === 1).length;
  console.log(`${once} of ${jobs.length} runs told of once; workers ${JSON.stringify(outcomes)}`);
}

/** Empty runs: what a queue and its store take for each. */
async function throughput(url: string, folder: string, count: number, workers: number): Promise<void> {
  const own = await connect({ url, shown: url });
  const store = storeOf(own, undefined);
  const record = (job: Job): RunRecord => {
    const template = exampleRecord(job.cell, job.seed);
    return { ...template, hash: job.hash, provenance: { ...template.provenance, code: job.code } };
  };
  const shop: Workshop = {
    packages: findRulePackages(),
    datasets: builtInDatasets(),
    dataDirectory: undefined,
    worker: 'trial',
    store,
    scratch: new Scratch(join(folder, 'scratch'), store),
    pool: {
      run: (job: Job) => Promise.resolve({ kind: 'done', record: record(job) }),
    } as unknown as ProcessPool,
    threads: 1,
    silenceSeconds: 60,
    isPending: () => Promise.resolve(false),
  };
  const jobs = await jobsOf(count);
  const { signal } = new AbortController();
  const worker = new Worker<Payload>(QUEUE, async (job) => void (await doJob(job.data, job, signal, shop)), {
    connection: own.redis.duplicate(),
    prefix: PREFIX,
    concurrency: workers,
  });
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const done = await ask(url, jobs);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${done.size} empty runs, ${workers} at once: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second; ` +
      `${((user + system) / 1000 / count).toFixed(2)} ms of this processor each, for command and workers together`,
  );
  await worker.close();
  await own.close();
}

const [trial, ...numbers] = process.argv.slice(2);
const server = await startRedis();
const folder = mkdtempSync(join(tmpdir(), 'hebbench-trials-'));
try {
  const [first = 30, second = 64] = numbers.map(Number);
  await (trial === 'kill' ? kill(server.url, folder, first) : throughput(server.url, folder, first, second));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
