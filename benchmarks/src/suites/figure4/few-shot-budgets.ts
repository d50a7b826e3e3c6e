import { subset } from '@hebbench/nn';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { mean } from '../common/mean.ts';
import { drawShots } from './draws.ts';
import { activityOf, interrupted, learnHead, testSplit } from './few-shot.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Labelled images of each class: the paper's claims are about one. */
const SHOTS = 1;

/** Accuracies after some updates in a record, draw by draw, in percent. */
export interface StoredShotsBudget {
  readonly updates: number;
  /** Whether the output layer saw the activity scaled to a root mean square of 1. */
  readonly scaled: boolean;
  readonly accuracies: readonly number[];
}

/**
 * One-shot accuracy on a hidden layer that has seen all images without labels, by the number of updates of the output
 * layer, whose activity is scaled or not: the paper says neither. Each number of updates is a training of its own, with
 * its own schedule, from the same start.
 */
export async function scoreFewShotBudgets(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell, signal } = context;
  const { budgets, draws } = FIGURE_SCALES[cell.scale];
  const test = testSplit(context);
  const split = trainingSplit(cell, dataset);
  const testActivity = activityOf(model, test);
  try {
    const stored = [true, false].flatMap((scaled) =>
      budgets.map((updates) => ({ updates, scaled, accuracies: [] as number[] })),
    );
    for (let draw = 0; draw < draws; draw++) {
      if (signal.aborted) throw interrupted(SHOTS, draw);
      const few = subset(split, drawShots(split, dataset.classes, SHOTS, draw));
      for (const { updates, scaled, accuracies } of stored) {
        const trial = { updates, scaled, name: `${SHOTS}/${draw}`, testActivity, testLabels: test.labels };
        accuracies.push(learnHead(context, few, trial));
        await nextTurn();
      }
    }
    return scoreOf(stored);
  } finally {
    testActivity.dispose();
  }
}

function scoreOf(stored: readonly StoredShotsBudget[]): Score {
  return {
    metrics: Object.fromEntries(
      stored.map(({ updates, scaled, accuracies }) => [
        `updates-${updates}-${scaled ? 'scaled' : 'as-it-is'}`,
        mean(accuracies),
      ]),
    ),
    details: { fewShotBudgets: stored },
  };
}
