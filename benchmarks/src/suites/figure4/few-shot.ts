import { HebbenchError, type Model, type Split } from '@hebbench/core';
import { rangeToTensor, rowsToTensor } from '@hebbench/engine';
import { accuracy, changePhases, subset, train } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { drawShots } from './draws.ts';
import { mean } from '../common/mean.ts';
import { percentRight } from '../common/percent-right.ts';
import { trainHead, type HeadTask } from './few-shot-head.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Accuracies of one number of shots in a record, draw by draw, in percent. */
export interface StoredShots {
  readonly shots: number;
  readonly accuracies: readonly number[];
  /** Of the nearest of the few images in pixels. */
  readonly nearest: readonly number[];
}

const ROWS_AT_ONCE = 1000;

/** Few-shot learning on a hidden layer that has seen all images without their labels. */
export function scoreOnAllImages(context: ScoreContext): Promise<Score> {
  const { updates } = FIGURE_SCALES[context.cell.scale];
  const test = testSplit(context);
  const testActivity = activityOf(context.model, test);
  return overDraws(context, test, (few, shots, draw) =>
    learnHead(context, few, {
      updates,
      name: `${shots}/${draw}`,
      testActivity,
      testLabels: test.labels,
    }),
  ).finally(() => testActivity.dispose());
}

/**
 * Trains an output layer on a few images, above the hidden layer as it is.
 * @param trial - its updates and what it is tested on, and what the random numbers are named by: of one name, they are
 * the same however many updates there are
 * @returns accuracy in percent
 */
export function learnHead(
  { model, dataset, cell, streams }: ScoreContext,
  few: Split,
  {
    name,
    ...trial
  }: Pick<HeadTask, 'updates' | 'scaled' | 'testActivity' | 'testLabels'> & { readonly name: string },
): number {
  const activity = activityOf(model, few);
  try {
    return trainHead({
      activity,
      labels: few.labels,
      classes: dataset.classes,
      nonnegative: cell.nonnegative,
      streams: streams.child('few-shot').child(name),
      ...trial,
    });
  } finally {
    activity.dispose();
  }
}

/** Few-shot learning with the few images alone: the whole network learns from nothing else. */
export function scoreOnFewImages(context: ScoreContext): Promise<Score> {
  const { updates } = FIGURE_SCALES[context.cell.scale];
  const test = testSplit(context);
  return overDraws(context, test, (few, shots, draw) =>
    learnFromFew(context, few, test, { updates, name: `${shots}/${draw}` }),
  );
}

/**
 * Trains a network anew on a few images.
 * @param trial - updates of each layer, whatever the number of images, and what the random numbers are named by
 * @returns accuracy in percent
 */
export async function learnFromFew(
  { dataset, streams, signal, create }: ScoreContext,
  few: Split,
  test: Split,
  { updates, name }: { readonly updates: number; readonly name: string },
): Promise<number> {
  const own = streams.child(`few-shot/${name}`);
  const trainer = create({ hiddenEpochs: updates, headEpochs: updates }, own.child('rule'));
  // An epoch is at least one update.
  const changed = changePhases(trainer, ({ batchSize }) => {
    const perEpoch = Math.max(1, Math.floor(few.count / batchSize));
    return { epochs: updates / perEpoch };
  });
  try {
    await train(changed, { dataset, split: few, streams: own.child('training'), signal });
    return accuracy(trainer.model, test);
  } finally {
    trainer.dispose();
  }
}

type Trial = (few: Split, shots: number, draw: number) => number | Promise<number>;

async function overDraws({ dataset, cell, signal }: ScoreContext, test: Split, trial: Trial): Promise<Score> {
  const { shots, draws } = FIGURE_SCALES[cell.scale];
  const split = trainingSplit(cell, dataset);
  const stored: StoredShots[] = [];
  for (const count of shots) {
    const accuracies: number[] = [];
    const nearest: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      if (signal.aborted) throw interrupted(count, draw);
      const few = subset(split, drawShots(split, dataset.classes, count, draw));
      accuracies.push(await trial(few, count, draw));
      nearest.push(nearestNeighbour(few, test));
      await nextTurn();
    }
    stored.push({ shots: count, accuracies, nearest });
  }
  return {
    metrics: Object.fromEntries(
      stored.map(({ shots: count, accuracies }) => [`shots-${count}`, mean(accuracies)]),
    ),
    details: { fewShot: stored },
  };
}

/** The images that few-shot learning is tested on. */
export function testSplit({ cell, dataset }: ScoreContext): Split {
  const all = evaluationSplit(cell, dataset);
  const { testImages = all.count } = FIGURE_SCALES[cell.scale];
  return subset(
    all,
    Uint32Array.from({ length: Math.min(testImages, all.count) }, (_, i) => i),
  );
}

/** Activity of the last hidden layer, `[images, units]`. */
export function activityOf(model: Model, split: Split): tf.Tensor2D {
  const layers = model.architecture.hidden.length;
  const inputs = split.pixels.length / split.count;
  return tf.tidy(() => {
    const parts: tf.Tensor2D[] = [];
    for (let start = 0; start < split.count; start += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, split.count - start);
      parts.push(
        tf.tidy(() => model.activity(rangeToTensor(split.pixels, start, count, inputs, 1 / 255), layers)),
      );
    }
    return tf.concat(parts, 0);
  });
}

/** Accuracy of giving each test image the class of the nearest of the few: a control that learns nothing. */
function nearestNeighbour(few: Split, test: Split): number {
  const inputs = few.pixels.length / few.count;
  const predicted = tf.tidy(() => {
    const known = rowsToTensor(
      few.pixels,
      Uint32Array.from({ length: few.count }, (_, i) => i),
      inputs,
      1 / 255,
    );
    const lengths = tf.sum(tf.square(known), 1);
    const found: number[] = [];
    for (let start = 0; start < test.count; start += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, test.count - start);
      const nearest = tf.tidy(() => {
        const x = rangeToTensor(test.pixels, start, count, inputs, 1 / 255);
        // |x − k|² without |x|², which is the same for all k.
        return tf.argMin(tf.sub(lengths, tf.mul(tf.matMul(x, known, false, true), 2)), 1).dataSync();
      });
      for (const i of nearest) found.push(few.labels[i]!);
    }
    return found;
  });
  return percentRight(predicted, test.labels);
}

/** The error of a stop between two draws. */
export function interrupted(shots: number, draw: number): HebbenchError {
  return new HebbenchError('INTERRUPTED', 'Scoring was interrupted.', {
    got: `a stop before draw ${draw} of ${shots} shots`,
    expected: 'all draws',
    fix: 'start the same command again',
  });
}
