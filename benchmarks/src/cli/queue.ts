import { terminalTable } from '@hebbench/report';
import type { Job as QueuedJob } from 'bullmq';
import { once } from 'node:events';
import { connect, type QueueConnection } from '../queue/connection.ts';
import { decodeError, parseProgress } from '../queue/progress.ts';
import { onInterrupt } from './interrupt.ts';
import { messages } from './messages.ts';
import { badFlag } from './options.ts';
import { requireQueue } from './queue-flags.ts';
import { styleOf } from './terminal.ts';

/** Values of the flags of `pnpm bench queue`. */
export interface QueueCommandFlags {
  readonly queue?: string;
  readonly pause: boolean;
  readonly resume: boolean;
  readonly drain: boolean;
  readonly board?: string;
}

/** Rows of each kind that are shown. */
const SHOWN = 50;

/**
 * `pnpm bench queue`: how far the runs of a queue are, and who does them.
 * @returns the exit status, after `--board` when the user interrupts
 * @throws {@link HebbenchError} `USAGE`, `QUEUE_UNREACHABLE`
 */
export async function queueCommand(flags: QueueCommandFlags): Promise<number> {
  const { queue: address } = requireQueue(flags);
  if (flags.pause && flags.resume) throw badFlag('pause', '--resume', 'one of --pause and --resume');
  const port = parsePort(flags.board);
  const connection = await connect(address);
  const { queue } = connection;
  try {
    if (flags.pause) await queue.pause();
    if (flags.resume) await queue.resume();
    if (flags.drain) await queue.drain(true);
    const counts = await queue.getJobCounts();
    const workers = await queue.getWorkersCount();
    const state = (await queue.isPaused()) ? ', paused' : '';
    const waiting = (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0) + (counts['paused'] ?? 0);
    process.stdout.write(
      `${address.shown}${state}: ${waiting} waiting, ${counts['delayed'] ?? 0} put back, ${counts['active'] ?? 0} active, ${counts['failed'] ?? 0} failed, ${counts['completed'] ?? 0} done; ${workers} ${workers === 1 ? 'worker' : 'workers'}\n`,
    );
    const shown = (await queue.getJobs(['active', 'delayed', 'failed'], 0, SHOWN - 1)) as QueuedJob[];
    const rows = await Promise.all(shown.map(async (job) => rowOf(job, await job.getState())));
    if (rows.length > 0) {
      process.stdout.write(
        `${terminalTable(['run', 'state', 'worker', 'says'], rows, styleOf(process.stdout))}\n`,
      );
    }
    return port === undefined ? 0 : await showBoard(connection, port);
  } finally {
    await connection.close();
  }
}

/** `--board` */
function parsePort(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw badFlag('board', `"${value}"`, 'a port, a whole number from 1 to 65535');
}

/** Shows a page until the user interrupts, which is how it ends. */
async function showBoard({ queue }: QueueConnection, port: number): Promise<number> {
  const { openBoard } = await import('../queue/board.ts');
  const board = await openBoard(queue, port);
  messages.info(`The queue is shown at ${board.url} until Ctrl-C.`);
  const interruption = onInterrupt(() => {});
  await once(interruption.signal, 'abort');
  interruption.close();
  board.close();
  return 0;
}

function rowOf({ name, data, progress, failedReason }: QueuedJob, state: string): string[] {
  const seed = (data as { job?: { seed?: number } } | undefined)?.job?.seed ?? '?';
  const said = parseProgress(progress);
  const run = `${name} #${seed}`;
  if (state === 'failed') {
    const [summary] = decodeError(failedReason ?? '').message.split('\n');
    return [run, 'failed', said?.worker ?? '', summary!];
  }
  if (said?.kind === 'waits')
    return [run, state === 'delayed' ? 'put back' : state, said.worker, `waits for ${said.for}`];
  if (!said) return [run, state, '', ''];
  const { phase, overallFraction } = said.progress;
  return [run, state, said.worker, `${phase}, ${Math.floor(100 * overallFraction)} % trained`];
}
