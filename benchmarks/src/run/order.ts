import { hasHiddenLayers } from '../store/hidden-layer-store.ts';
import { hasModel } from '../store/model-store.ts';
import { totalCost } from './cost.ts';
import type { RunTask } from './execute.ts';

/** Networks that others need come first, then the longest runs. */
export function inOrder(tasks: readonly RunTask[]): RunTask[] {
  const needed = new Set(tasks.flatMap(({ needs }) => needs));
  const first = ({ modelHash }: RunTask): number => (needed.has(modelHash) ? 1 : 0);
  return tasks.toSorted((a, b) => first(b) - first(a) || totalCost(b.cost) - totalCost(a.cost));
}

/**
 * Whether a run is going to have from the store what another one is training now: the same network, one that its
 * scoring needs, or hidden layers.
 */
export function waitsFor({ modelHash, hiddenHash, needs, modelDirectory }: RunTask, other: RunTask): boolean {
  if (modelHash === other.modelHash || needs.includes(other.modelHash))
    return !hasModel(modelDirectory, other.modelHash);
  return (
    hiddenHash !== undefined &&
    hiddenHash === other.hiddenHash &&
    !hasHiddenLayers(modelDirectory, hiddenHash)
  );
}
