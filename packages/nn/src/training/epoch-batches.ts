import type { Batch, Model, Phase, Split, Streams } from '@hebbench/core';
import { ActivityCache } from './activity-cache.ts';
import { createBatch } from './batch.ts';
import { beginPhase } from './begin-phase.ts';
import { effectiveBatchSize, epochOrder } from './sampling.ts';

/** Settings of {@link epochBatches}. */
export interface EpochOptions {
  readonly model: Model;
  readonly phase: Phase;
  readonly split: Split;
  readonly classes: number;
  /** Those of training, as `train` takes them. */
  readonly streams: Streams;
  /** 0, 1, … */
  readonly epoch: number;
}

/**
 * The batches of an epoch of a phase, as `train` gives them to its step, for training loops of one's own. Each is freed
 * when the next one is asked for. The phase's `begin` runs before the first one of all. What a phase reads of frozen layers
 * is computed anew for each epoch.
 */
export function* epochBatches({
  model,
  phase,
  split,
  classes,
  streams,
  epoch,
}: EpochOptions): Generator<Batch> {
  const shuffle = streams.child('shuffle').child(phase.name);
  const rows = new ActivityCache(model, split).rows(phase.input.kind === 'activity' ? phase.input.layer : 0);
  if (epoch === 0) beginPhase(phase, rows, split.count, shuffle);
  const order = epochOrder(phase, split, classes, shuffle.child(String(epoch)));
  const size = effectiveBatchSize(phase.batchSize, split.count);
  for (let start = 0; start + size <= order.length; start += size) {
    const batch = createBatch(rows, split, order.subarray(start, start + size));
    try {
      yield batch;
    } finally {
      batch.dispose();
    }
  }
}
