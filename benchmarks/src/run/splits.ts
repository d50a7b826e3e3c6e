import { createStreams, type Cell, type Dataset, type Split } from '@hebbench/core';
import { subset } from '@hebbench/nn';

/** The same subset of the training images for every rule and seed, so that cells differ in nothing else. */
const SUBSET_SEED = 0;

/** The images that a cell trains on. */
export function trainingSplit({ tuning, trainImages }: Cell, dataset: Dataset): Split {
  const all = tuning ? dataset.tuning.fit : dataset.train;
  if (trainImages === undefined || trainImages >= all.count) return all;
  const order = createStreams(SUBSET_SEED).stream('subset').permutation(all.count);
  return subset(all, order.subarray(0, trainImages));
}

/** The images that a cell is scored on. */
export function evaluationSplit({ tuning }: Cell, dataset: Dataset): Split {
  return tuning ? dataset.tuning.validation : dataset.test;
}
