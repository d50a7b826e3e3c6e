import { HebbenchError } from '@hebbench/core';
import { executeRun } from './execute.ts';
import { internalError } from './internal-error.ts';
import type { Job } from './job.ts';
import type { Place } from './place.ts';
import type { WorkerAnswer, WorkerMessage } from './worker-messages.ts';

const ALIVE_MILLISECONDS = 1000;

/** How {@link workOn} talks to the parent process. */
export interface WorkContext {
  readonly signal: AbortSignal;
  readonly say: (message: WorkerMessage) => void;
}

/** Trains and scores one run, in a process of its own. Never throws, so that an error arrives with its code. */
export async function workOn(job: Job, place: Place, { signal, say }: WorkContext): Promise<WorkerAnswer> {
  say({ hebbench: 'alive' });
  const alive = setInterval(() => say({ hebbench: 'alive' }), ALIVE_MILLISECONDS);
  try {
    const record = await executeRun(job, place, {
      signal,
      onProgress: (progress) => say({ hebbench: 'progress', progress }),
    });
    return { kind: 'done', record };
  } catch (error) {
    const { code, message } = error instanceof HebbenchError ? error : internalError(error);
    return code === 'INTERRUPTED' ? { kind: 'interrupted' } : { kind: 'failed', error: { code, message } };
  } finally {
    clearInterval(alive);
  }
}
