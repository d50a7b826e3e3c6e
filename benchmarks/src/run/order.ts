import type { Store } from '../store/store.ts';
import { totalCost } from './cost.ts';
import type { Job } from './job.ts';

/** Networks that others need come first, then the longest runs. */
export function inOrder(jobs: readonly Job[]): Job[] {
  const needed = new Set(jobs.flatMap(({ needs }) => needs));
  const first = ({ modelHash }: Job): number => (needed.has(modelHash) ? 1 : 0);
  return jobs.toSorted((a, b) => first(b) - first(a) || totalCost(b.cost) - totalCost(a.cost));
}

/**
 * Whether a run is going to have from the store what another one is training now: the same network, one that its
 * scoring needs, or hidden layers.
 */
export async function waitsFor(
  { modelHash, hiddenHash, needs }: Job,
  other: Job,
  store: Pick<Store, 'has'>,
): Promise<boolean> {
  if (modelHash === other.modelHash || needs.includes(other.modelHash))
    return !(await store.has('network', other.modelHash));
  return (
    hiddenHash !== undefined && hiddenHash === other.hiddenHash && !(await store.has('hidden', hiddenHash))
  );
}

/** Hashes of the networks and hidden layers of jobs that the store has: what is left of their work is less. */
export async function storedNetworks(jobs: readonly Job[], store: Pick<Store, 'has'>): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { modelHash, hiddenHash } of jobs) {
    if (await store.has('network', modelHash)) found.add(modelHash);
    if (hiddenHash !== undefined && (await store.has('hidden', hiddenHash))) found.add(hiddenHash);
  }
  return found;
}
