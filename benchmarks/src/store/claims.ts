import { HebbenchError } from '@hebbench/core';
import { join } from 'node:path';
import type { Job } from '../run/job.ts';
import { lock, removeLocksOfTheDead } from './lock.ts';
import { modelDirectoryOf, type StoredRun } from './report-store.ts';
import { runName } from './run-store.ts';
import type { Store } from './store.ts';

/** What came of asking for a job: nobody else does it until it is released, or somebody else does it, said in words. */
export type Claim =
  { readonly kind: 'mine'; readonly release: () => void } | { readonly kind: 'taken'; readonly by: string };

/** Asks for jobs, so that each is done by one process at a time. */
export type ClaimJob = (job: Job) => Promise<Claim>;

/** Folder of the locks of what is trained, in a folder of records or of networks. */
const RUNNING = '.running';

/**
 * Shares the runs of an `--out` among the commands that want them. A claim holds a lock for the run, and one for each
 * network and all hidden layers that it may train and the store does not have yet: other runs, of other suites too, take
 * these from the store later. Whoever does not get all of them holds none, so that no two wait for each other.
 * @param out - folder of the reports
 * @param runs - the runs that may be claimed, by the ids of their jobs
 */
export function claimsOf(
  out: string,
  runs: ReadonlyMap<string, StoredRun>,
  store: Pick<Store, 'has'>,
): ClaimJob {
  const networks = join(modelDirectoryOf(out), RUNNING);
  return async (job) => {
    const files = [join(runs.get(job.id)!.store.directory, RUNNING, runName(job))];
    const { modelHash, hiddenHash, needs } = job;
    for (const hash of new Set([modelHash, ...needs].toSorted())) {
      if (!(await store.has('network', hash))) files.push(join(networks, hash));
    }
    if (hiddenHash !== undefined && !(await store.has('hidden', hiddenHash)))
      files.push(join(networks, `${hiddenHash}.hidden`));
    return lockAll(files);
  };
}

/** Removes the claims of processes that are dead. */
export function removeClaimsOfTheDead(directory: string): void {
  removeLocksOfTheDead(join(directory, RUNNING));
}

function lockAll(files: readonly string[]): Claim {
  const releases: (() => void)[] = [];
  const release = (): void => releases.splice(0).forEach((each) => each());
  try {
    for (const file of files) releases.push(lock(file));
    return { kind: 'mine', release };
  } catch (error) {
    release();
    if (error instanceof HebbenchError && error.code === 'STORE_LOCKED')
      return { kind: 'taken', by: error.got };
    throw error;
  }
}
