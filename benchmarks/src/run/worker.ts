import { HebbenchError, type RecordedError, type RunRecord } from '@hebbench/core';
import type { TrainingProgress } from '@hebbench/nn';
import { executeRun, type RunTask } from './execute.ts';

/** What a worker process answers. */
export type WorkerAnswer =
  | { readonly kind: 'done'; readonly record: RunRecord }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly error: RecordedError };

/** What a worker process says while it works. */
export type WorkerMessage =
  | { readonly hebbench: 'progress'; readonly progress: TrainingProgress }
  /** Said once a second, as long as nothing keeps the process from it. */
  | { readonly hebbench: 'alive' };

/** What the parent process says to a working one. */
export interface ParentMessage {
  readonly hebbench: 'stop';
}

const controller = new AbortController();
const ALIVE_MILLISECONDS = 1000;

function say(message: WorkerMessage): void {
  process.send?.(message);
}

let busy = false;

// A terminal sends Ctrl-C to the whole group, and `timeout` or a batch system SIGTERM: the parent decides, and tells.
process.on('SIGINT', () => {});
// Between two runs, SIGTERM is the pool's way to end its process.
process.on('SIGTERM', () => {
  if (!busy) process.exit(0);
});
process.on('message', (message: Partial<ParentMessage> | null) => {
  if (message?.hebbench === 'stop') controller.abort();
});
// Without its parent, nobody would take the result.
process.on('disconnect', () => process.exit(1));

/** Runs in a child process: trains and scores one run. Never throws, so that an error arrives with its code. */
export default async function work(task: RunTask): Promise<WorkerAnswer> {
  busy = true;
  say({ hebbench: 'alive' });
  const alive = setInterval(() => say({ hebbench: 'alive' }), ALIVE_MILLISECONDS);
  try {
    const record = await executeRun(task, {
      signal: controller.signal,
      onProgress: (progress) => say({ hebbench: 'progress', progress }),
    });
    return { kind: 'done', record };
  } catch (error) {
    if (error instanceof HebbenchError && error.code === 'INTERRUPTED') return { kind: 'interrupted' };
    return { kind: 'failed', error: describe(error, task.cell.rule) };
  } finally {
    busy = false;
    clearInterval(alive);
  }
}

function describe(error: unknown, rule: string): RecordedError {
  if (error instanceof HebbenchError) return { code: error.code, message: error.message };
  const thrown = String((error as Error)?.stack ?? error);
  return { code: 'RULE_FAULT', message: `The run of the rule "${rule}" threw: ${thrown}` };
}
