import { createStreams, HebbenchError, type Cell, type Dataset, type Split } from '@hebbench/core';
import { subset } from '@hebbench/nn';

/** The same subset of the training images for every rule and seed, so that cells differ in nothing else. */
const SUBSET_SEED = 0;

/** The images that a cell trains on. */
export function trainingSplit({ tuning, trainImages, trainClasses }: Cell, dataset: Dataset): Split {
  const all = tuning ? dataset.tuning.fit : dataset.train;
  // Classes are taken of the same images that a cell of all classes has.
  const some =
    trainImages === undefined || trainImages >= all.count
      ? all
      : subset(
          all,
          createStreams(SUBSET_SEED).stream('subset').permutation(all.count).subarray(0, trainImages),
        );
  return trainClasses ? imagesOfClasses(some, trainClasses) : some;
}

/** The images of a split whose classes are from one on and below another, in their order. */
export function imagesOfClasses(split: Split, [from, to]: readonly [from: number, to: number]): Split {
  const chosen: number[] = [];
  split.labels.forEach((label, n) => {
    if (label >= from && label < to) chosen.push(n);
  });
  return subset(split, Uint32Array.from(chosen));
}

/** The images that a cell is scored on. */
export function evaluationSplit({ tuning }: Cell, dataset: Dataset): Split {
  return tuning ? dataset.tuning.validation : dataset.test;
}

/**
 * Checks that there are images to train a cell on and to score it on.
 * @throws {@link HebbenchError} `DATA_MISSING`
 */
export function checkSplits(cell: Cell, dataset: Dataset): void {
  const { train, test } = dataset;
  const [fit, scored] = [trainingSplit(cell, dataset), evaluationSplit(cell, dataset)];
  if (fit.count > 0 && scored.count > 0) return;
  const split = cell.tuning ? ', of which 1/6 is the validation split' : '';
  throw new HebbenchError('DATA_MISSING', `${dataset.title} has too few images for ${cell.id}.`, {
    got: `${train.count} training images and ${test.count} test images${split}: ${fit.count} to train on, ${scored.count} to score on`,
    expected: 'at least one of each',
    fix: cell.tuning ? 'use a data set of 6 training images or more' : 'use a larger data set',
  });
}
