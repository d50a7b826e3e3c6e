import type { Labels, Phase, RandomStream, Split, Streams } from '@hebbench/core';

/** How many samples a batch holds: the batch size, or all samples if there are fewer. */
export function effectiveBatchSize(batchSize: number, count: number): number {
  return Math.min(batchSize, count);
}

/**
 * Updates of one epoch: full batches only, so that every update averages over as many samples.
 * @param count - samples
 */
export function updatesPerEpoch(count: number, batchSize: number): number {
  return Math.floor(count / effectiveBatchSize(batchSize, count));
}

/** Updates of a phase: at least 1 unless `epochs` is 0. Epochs may be fractions. */
export function updatesOfPhase(epochs: number, count: number, batchSize: number): number {
  if (epochs === 0) return 0;
  return Math.max(1, Math.round(epochs * updatesPerEpoch(count, batchSize)));
}

/** Indices of an epoch's samples, batch after batch, each sample at most once, in random order. */
export function shuffledOrder(count: number, stream: RandomStream): Uint32Array {
  return stream.permutation(count);
}

/**
 * Indices of an epoch's samples, batch after batch, with as many samples of each class in every batch (up to one).
 * Each class runs through its samples in random order and begins again when it is through.
 * @param labels - class of each sample
 */
export function labelBalancedOrder(
  labels: Labels,
  classes: number,
  batchSize: number,
  stream: RandomStream,
): Uint32Array {
  const members = samplesOfClasses(labels, classes).filter((samples) => samples.length > 0);
  const cycles = members.map((samples) => shuffledCycle(samples, stream));
  const size = effectiveBatchSize(batchSize, labels.length);
  const order = new Uint32Array(updatesPerEpoch(labels.length, batchSize) * size);
  // Batches that the number of classes does not divide give their remaining places to each class in turn.
  for (let place = 0; place < order.length; place++) order[place] = cycles[place % cycles.length]!();
  return order;
}

function samplesOfClasses(labels: Labels, classes: number): number[][] {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) members[labels[i]!]!.push(i);
  return members;
}

function shuffledCycle(samples: readonly number[], stream: RandomStream): () => number {
  const order = stream.permutation(samples.length);
  let next = 0;
  return () => samples[order[next++ % order.length]!]!;
}

/**
 * The order of an epoch's samples, batch after batch, as a phase wants it.
 * @param streams - of this phase and epoch
 */
export function epochOrder(
  phase: Phase,
  split: Split,
  classes: number,
  streams: Streams,
): Uint32Array<ArrayBuffer> {
  const stream = streams.stream('order');
  return (
    phase.sampling === 'shuffled'
      ? shuffledOrder(split.count, stream)
      : labelBalancedOrder(split.labels, classes, phase.batchSize, stream)
  ) as Uint32Array<ArrayBuffer>;
}
