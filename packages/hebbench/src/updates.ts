import { createStreams, type Batch, type Phase, type Progress, type Split } from '@hebbench/core';
import { epochBatches, updatesOfPhase, updatesPerEpoch } from '@hebbench/nn';
import type { Network } from './network.ts';

/** One update of a phase, for a training loop of one's own. */
export interface Update {
  /** Freed when the next one is asked for. */
  readonly batch: Batch;
  readonly progress: Progress;
}

/**
 * The updates of one epoch of a phase, in the order in which a run of the benchmark makes them:
 * `for (const { batch, progress } of updates(…)) phase.step(batch, progress)`. Phases are trained in their order, as the
 * later ones read what the earlier ones have learnt. A phase's `begin` runs before its first update; its `end`, where it has
 * one, is to be called after its last.
 * @param epoch - 0, 1, …
 */
export function* updates(
  { model, description }: Network,
  phase: Phase,
  split: Split,
  epoch: number,
): Generator<Update> {
  const { seed, architecture } = description;
  const streams = createStreams(seed).child('training');
  const perEpoch = updatesPerEpoch(split.count, phase.batchSize);
  const all = updatesOfPhase(phase.epochs, split.count, phase.batchSize);
  let update = epoch * perEpoch;
  for (const batch of epochBatches({ model, phase, split, classes: architecture.classes, streams, epoch })) {
    yield { batch, progress: { update, updates: all, fraction: Math.min(1, update / all) } };
    update++;
  }
}
