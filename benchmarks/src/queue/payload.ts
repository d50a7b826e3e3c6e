import { cellSchema } from '@hebbench/core';
import { ENGINE_NAMES } from '@hebbench/engine/names';
import { z } from 'zod';
import type { Job } from '../run/job.ts';

/** What a queue holds of a job. */
export interface Payload {
  readonly version: 1;
  readonly job: Job;
  /** Ids of the jobs that train what this one takes from the store: it begins when these have ended. */
  readonly after: readonly string[];
}

const hash = z.string().regex(/^[0-9a-f]{16,64}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const cost = z.number().min(0);

const payloadSchema = z.strictObject({
  version: z.literal(1),
  job: z.strictObject({
    cell: cellSchema,
    seed: z.int().min(0),
    id: hash,
    hash,
    modelHash: hash,
    hiddenHash: hash.optional(),
    needs: z.array(hash),
    engine: z.enum(['auto', ...ENGINE_NAMES]),
    data: z.enum(['real', 'embedded']),
    // Of sets that are brought, it says more.
    dataSet: z.looseObject({ origin: z.enum(['real', 'own', 'embedded']), digest: z.string() }),
    code: z.strictObject({
      commit: z.string().nullable(),
      clean: z.boolean(),
      packages: z.record(z.string(), digest),
    }),
    plugins: z.array(z.string()),
    retrain: z.boolean(),
    cost: z.strictObject({ hidden: cost, rest: cost, scoring: cost }),
  }),
  after: z.array(hash),
});

/**
 * What a queue holds, if it is a job.
 * @throws an Error that says what it is instead: whoever can write into a queue can write anything
 */
export function parsePayload(found: unknown): Payload {
  const parsed = payloadSchema.safeParse(found);
  if (parsed.success) return parsed.data as Payload;
  throw new Error(`not a job of this release: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
}

/**
 * Jobs as a queue holds them. Those that train what others take from the store come before these.
 * @param jobs - in their order, see `inOrder`
 */
export function payloadsOf(jobs: readonly Job[]): Payload[] {
  const firstOf = new Map<string, string>();
  for (const { id, modelHash, hiddenHash } of jobs) {
    for (const trained of [modelHash, hiddenHash]) {
      if (trained !== undefined && !firstOf.has(trained)) firstOf.set(trained, id);
    }
  }
  const position = new Map(jobs.map(({ id }, i) => [id, i]));
  return jobs.map((job, i) => {
    const taken = [job.modelHash, job.hiddenHash, ...job.needs].flatMap(
      (name) => firstOf.get(name ?? '') ?? [],
    );
    // Only earlier ones, so that no two wait for each other.
    const after = [...new Set(taken)].filter((id) => position.get(id)! < i);
    return { version: 1, job, after };
  });
}
