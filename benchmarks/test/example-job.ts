import type { Job } from '../src/run/job.ts';
import { exampleRecord } from './example-record.ts';

const { cell } = exampleRecord();
/** A hash to be told from others. */
export const hashOf = (name: string): string =>
  Buffer.from(name.padEnd(16, '.')).toString('hex').slice(0, 32);

/**
 * A job of that name.
 * @param trains - the network that it trains
 */
export function jobOf(name: string, trains: string, changes: Partial<Job> = {}): Job {
  return {
    cell,
    seed: 0,
    id: hashOf(name),
    hash: hashOf(name),
    modelHash: hashOf(trains),
    hiddenHash: undefined,
    needs: [],
    engine: 'auto',
    data: 'embedded',
    dataSet: { origin: 'embedded', digest: 'd' },
    code: { commit: null, clean: true, packages: { a: 'a'.repeat(64) } },
    plugins: [],
    retrain: false,
    cost: { hidden: 0, rest: 1, scoring: 1 },
    ...changes,
  };
}
