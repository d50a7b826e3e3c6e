import { join } from 'node:path';
import { cacheDirectory } from '@hebbench/datasets';
import { openQueue } from '../queue/connection.ts';
import { workOnQueue, type WorkerEvent } from '../queue/worker.ts';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { askedDatasets } from './asked-datasets.ts';
import { onInterrupt } from './interrupt.ts';
import { messages } from './messages.ts';
import { parseCount, parseList } from './options.ts';
import { requireQueue } from './queue-flags.ts';
import { readyEngine } from './ready-engine.ts';
import { shareCores } from './share-cores.ts';

/** Values of the flags of `pnpm bench worker`. */
export interface WorkerFlags {
  readonly queue?: string;
  readonly store?: string;
  readonly 'data-dir'?: string;
  readonly workers?: string;
  readonly dataset?: string;
  readonly plugin?: string;
  readonly silence: string;
  readonly idle?: string;
}

/**
 * `pnpm bench worker`: does the runs of a queue until it is stopped.
 * @returns the exit status: 0, 130 if the user interrupted
 * @throws {@link HebbenchError} `USAGE`, `QUEUE_UNREACHABLE`, `UNKNOWN_NAME`; `NOT_WRITABLE` for a bucket, `DATA_MISSING` or
 * `DATA_CORRUPT` for a folder of images, that cannot be used
 */
export async function workerCommand(flags: WorkerFlags): Promise<number> {
  const { queue, store: large } = requireQueue(flags);
  const asked = parseCount('workers', flags.workers);
  const silenceSeconds = parseCount('silence', flags.silence)!;
  const idleSeconds = parseCount('idle', flags.idle);
  const plugins = parseList('plugin', flags.plugin);
  const { rules, faults: ruleFaults } = await discoverRules(findRulePackages(plugins));
  const { datasets, faults: datasetFaults } = await askedDatasets(flags.dataset, plugins);
  const faults = [...ruleFaults, ...datasetFaults];
  faults.forEach(({ message }) => messages.error(message));
  // As many runs as there are cores wait, as far as can be known.
  const { workers, threads } = shareCores(asked, { left: Infinity, finished: 0 });
  // Which engine a run asks for is said by the run; those that ask for none find it measured.
  await readyEngine('auto');
  const { connection, store } = await openQueue(queue, large);
  const interruption = onInterrupt(() =>
    messages.warn('Stopping: runs are saved and given back to the queue. Ctrl-C again stops at once.'),
  );
  messages.info(`Works on ${queue.shown}, ${workers} ${workers === 1 ? 'run' : 'runs'} at once.`);
  try {
    await workOnQueue(
      connection,
      {
        packages: [...rules.values()].map(({ from }) => from),
        datasets,
        dataDirectory: flags['data-dir'],
        store,
        workers,
        threads,
        silenceSeconds,
        idleSeconds,
        scratch: join(cacheDirectory(), 'worker'),
        onEvent: teller(),
      },
      interruption.signal,
    );
  } finally {
    interruption.close();
    await connection.close();
  }
  return interruption.signal.aborted ? 130 : 0;
}

/** Prints what becomes of runs; of one that waits, once what for. */
function teller(): (event: WorkerEvent) => void {
  const told = new Set<string>();
  return (event) => {
    if (event.kind === 'line') process.stderr.write(`${event.text}\n`);
    if (event.kind !== 'ends') return;
    const line = lineOf(event);
    if (event.outcome.kind === 'later' && told.has(line)) return;
    told.add(line);
    process.stdout.write(`${line}\n`);
  };
}

function lineOf({ name, outcome }: Extract<WorkerEvent, { kind: 'ends' }>): string {
  switch (outcome.kind) {
    case 'done':
      return `done     ${name}`;
    case 'interrupted':
      return `back     ${name}  for another worker to go on with`;
    case 'later':
      return `later    ${name}  waits for ${outcome.waitsFor}`;
    case 'failed':
      return `FAILED   ${name}  ${outcome.message}`;
  }
}
