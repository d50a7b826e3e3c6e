import type { Split } from '@hebbench/core';
import { accuracy, changePhases, restoreWeights, saveWeights, subset, train } from '@hebbench/nn';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { mean } from '../common/mean.ts';
import { drawShots } from './draws.ts';
import { activityOf, interrupted, learnFromFew, learnHead, testSplit } from './few-shot.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Another way in which few-shot learning may have been run. */
export interface ShotsReading {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Factor of the number of updates. */
  readonly updates: number;
  /** Whether the output layer sees the activity scaled to a root mean square of 1. @defaultValue true */
  readonly scaled?: boolean;
  /** Whether the rule trains the output layer itself. @defaultValue false */
  readonly own?: boolean;
}

/** The readings, in the order of the report. */
export const SHOTS_READINGS: readonly ShotsReading[] = [
  { name: 'updates-third', title: '⅓ of the updates', updates: 1 / 3 },
  { name: 'updates-triple', title: '3 × the updates', updates: 3 },
  { name: 'unscaled', title: 'activity as it is, not scaled', updates: 1, scaled: false },
  { name: 'own-head', title: "the rule's own output layer", updates: 1, own: true },
  { name: 'own-head-long', title: "the rule's own output layer, 5 × the updates", updates: 5, own: true },
];

/** The readings in which a network learns from the few images alone. */
export const FEW_IMAGES_READINGS: readonly ShotsReading[] = [
  { name: 'few-updates-third', title: 'the few images alone, ⅓ of the updates', updates: 1 / 3 },
  { name: 'few-updates-triple', title: 'the few images alone, 3 × the updates', updates: 3 },
];

/** Labelled images of each class: the claim is about one. */
const SHOTS = 1;

/** Accuracies of one reading in a record, draw by draw, in percent. */
export interface StoredShotsReading {
  readonly name: string;
  readonly accuracies: readonly number[];
}

/** One-shot accuracy, on a hidden layer that has seen all images without labels, in each of the readings. */
export async function scoreFewShotReadings(context: ScoreContext): Promise<Score> {
  const { dataset, cell, signal } = context;
  const { updates, draws } = FIGURE_SCALES[cell.scale];
  const test = testSplit(context);
  const split = trainingSplit(cell, dataset);
  const ownHead = cell.head === 'wp-head';
  const testActivity = activityOf(context.model, test);
  try {
    const stored: StoredShotsReading[] = [];
    for (const reading of SHOTS_READINGS.filter(({ own = false }) => own === ownHead)) {
      const ownUpdates = Math.round(reading.updates * updates);
      const accuracies: number[] = [];
      for (let draw = 0; draw < draws; draw++) {
        if (signal.aborted) throw interrupted(SHOTS, draw);
        const few = subset(split, drawShots(split, dataset.classes, SHOTS, draw));
        accuracies.push(
          ownHead
            ? await withOwnHead(context, few, test, ownUpdates, draw)
            : learnHead(context, few, {
                updates: ownUpdates,
                scaled: reading.scaled ?? true,
                // The same start as in `few-shot-all`.
                name: `${SHOTS}/${draw}`,
                testActivity,
                testLabels: test.labels,
              }),
        );
        await nextTurn();
      }
      stored.push({ name: reading.name, accuracies });
    }
    return scoreOf(stored);
  } finally {
    testActivity.dispose();
  }
}

/** A network that learns from one image of each class alone, for longer and shorter: one-shot accuracy. */
export async function scoreFewImagesReadings(context: ScoreContext): Promise<Score> {
  const { dataset, cell, signal } = context;
  const { updates, draws } = FIGURE_SCALES[cell.scale];
  const test = testSplit(context);
  const split = trainingSplit(cell, dataset);
  const stored: StoredShotsReading[] = [];
  for (const reading of FEW_IMAGES_READINGS) {
    const accuracies: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      if (signal.aborted) throw interrupted(SHOTS, draw);
      const few = subset(split, drawShots(split, dataset.classes, SHOTS, draw));
      const trial = { updates: Math.round(reading.updates * updates), name: `${SHOTS}/${draw}` };
      accuracies.push(await learnFromFew(context, few, test, trial));
      await nextTurn();
    }
    stored.push({ name: reading.name, accuracies });
  }
  return scoreOf(stored);
}

function scoreOf(stored: readonly StoredShotsReading[]): Score {
  return {
    metrics: Object.fromEntries(stored.map(({ name, accuracies }) => [name, mean(accuracies)])),
    details: { fewShotReadings: stored },
  };
}

/** The output layer learns as the rule says, on the hidden layer that has seen all images. */
async function withOwnHead(
  { model, dataset, create, streams, signal }: ScoreContext,
  few: Split,
  test: Split,
  updates: number,
  draw: number,
): Promise<number> {
  const own = streams.child(`own-head/${SHOTS}/${draw}`);
  const trainer = create({ hiddenEpochs: 0, headEpochs: updates }, own.child('rule'));
  try {
    const start = saveWeights(trainer.model);
    const hidden = new Set(
      model
        .weights()
        .filter(({ layer }) => layer === 'hidden')
        .map(({ name }) => name),
    );
    const learned = Object.entries(saveWeights(model)).filter(([name]) => hidden.has(name));
    restoreWeights(trainer.model, { ...start, ...Object.fromEntries(learned) });
    // All few images are one batch: an epoch is an update.
    const changed = changePhases(trainer, ({ trains }) => ({ epochs: trains === 'head' ? updates : 0 }));
    await train(changed, { dataset, split: few, streams: own.child('training'), signal });
    return accuracy(trainer.model, test);
  } finally {
    trainer.dispose();
  }
}
