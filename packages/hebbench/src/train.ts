import { createStreams, type Dataset, type PhaseRecord, type Split } from '@hebbench/core';
import { accuracy, train, type PredictionOptions, type TrainOptions } from '@hebbench/nn';
import type { Network } from './network.ts';

/** Settings of {@link trainNetwork}. */
export interface TrainNetworkOptions extends Pick<TrainOptions, 'signal' | 'onProgress' | 'onEpoch'> {
  /** What to train on. @defaultValue all training images */
  readonly split?: Split;
}

/**
 * Trains a network with the rule's own phases: the same steps as a run of the benchmark.
 * @returns what each phase took
 * @throws {@link HebbenchError} `INTERRUPTED` when the signal aborts
 */
export function trainNetwork(
  { trainer, description }: Network,
  dataset: Dataset,
  { split = dataset.train, ...options }: TrainNetworkOptions = {},
): Promise<PhaseRecord[]> {
  const streams = createStreams(description.seed).child('training');
  return train(trainer, { dataset, split, streams, ...options });
}

/** Share of a split's images that a network classifies rightly, in percent. */
export function evaluate(
  { model }: Pick<Network, 'model'>,
  split: Split,
  options?: PredictionOptions,
): number {
  return accuracy(model, split, options);
}
