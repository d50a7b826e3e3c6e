import type { RecordedError } from '@hebbench/core';
import { z } from 'zod';
import type { RunProgress } from '../run/run-progress.ts';

/** What a worker says of a job in a queue, for whoever watches. */
export type QueuedProgress =
  | { readonly kind: 'runs'; readonly worker: string; readonly progress: RunProgress }
  /** It has put the job back. */
  | { readonly kind: 'waits'; readonly worker: string; readonly for: string };

const text = z.string();
const count = z.number();
const progressSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('runs'),
    worker: text,
    progress: z.object({
      phase: text,
      update: count,
      updates: count,
      overallFraction: count,
      accuracy: count.optional(),
    }),
  }),
  z.object({ kind: z.literal('waits'), worker: text, for: text }),
]);

/** What is said of a job; `undefined` if it is nothing of this release's. */
export function parseProgress(said: unknown): QueuedProgress | undefined {
  return progressSchema.safeParse(said).data as QueuedProgress | undefined;
}

const errorSchema = z.object({ code: text, message: text });

/** Why a run failed, as a queue keeps it. */
export function encodeError({ code, message }: RecordedError): string {
  return JSON.stringify({ code, message });
}

/** What {@link encodeError} made a text of; the queue's own reasons, such as workers that vanish, are none of a run. */
export function decodeError(reason: string): RecordedError {
  try {
    return errorSchema.parse(JSON.parse(reason));
  } catch {
    return { code: 'WORKER_DIED', message: `The queue has given the run up: ${reason}` };
  }
}
