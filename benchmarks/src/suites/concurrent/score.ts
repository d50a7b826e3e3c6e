import type { Split } from '@hebbench/core';
import { classesOfPart, type JointTraits } from '@hebbench/datasets/joint';
import { accuracy, predictions, restoreWeights, saveWeights, train } from '@hebbench/nn';
import { imagesOfClasses, trainingSplit } from '../../run/splits.ts';
import type { ExpectedMetrics, Score, ScoreContext } from '../../suite.ts';
import { CONCURRENT_SCALES } from './cells.ts';
import { partOf, taskOf, type Task } from './tasks.ts';
import { taskUnits } from './units.ts';

/** What every record has. */
export const CONCURRENT_METRICS: ExpectedMetrics = {
  always: ['accuracy'],
  percentages:
    /^(accuracy|first|second|crossed|silentUnits|(activity|input|output)(Selectivity|Assigned)|afterOwn|afterOther|sequential)$/,
};

/** Accuracy on the tasks that were learned, and whose the units are; or what learning the other task after it leaves. */
export async function score(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell } = context;
  const task = taskOf(cell);
  const joint = dataset as typeof dataset & JointTraits;
  const tests = [0, 1].map((part) =>
    imagesOfClasses(dataset.test, classesOfPart(joint, part as 0 | 1)),
  ) as unknown as readonly [Split, Split];
  if (task !== 'both') {
    const own = accuracy(model, tests[partOf(task)]);
    const isMain = cell.hidden[0] === CONCURRENT_SCALES[cell.scale].mainWidth;
    return {
      metrics: { accuracy: own, ...(isMain && (await afterTheOther(context, task, { joint, tests }))) },
    };
  }
  const [first, second] = tests.map((split) => accuracy(model, split)) as [number, number];
  const { metrics, shares } = taskUnits(model, tests, joint);
  return {
    metrics: {
      // Of both tasks as much, however many test images each has.
      accuracy: (first + second) / 2,
      first,
      second,
      crossed: (crossed(context, tests, joint, 0) + crossed(context, tests, joint, 1)) / 2,
      ...metrics,
    },
    details: { shares },
  };
}

/** Images of a task that are taken for a class of the other one, in percent. */
function crossed(
  { model }: ScoreContext,
  tests: readonly [Split, Split],
  joint: JointTraits,
  part: 0 | 1,
): number {
  const [from, to] = classesOfPart(joint, part);
  const given = Array.from(predictions(model, tests[part]));
  return (100 * given.filter((label) => label < from || label >= to).length) / given.length;
}

/**
 * The same network goes on with the other task, by the same rule and budget, without seeing the first again: how much it
 * then knows of each.
 */
async function afterTheOther(
  { model, dataset, cell, streams, signal, create }: ScoreContext,
  task: Exclude<Task, 'both'>,
  { joint, tests }: { readonly joint: JointTraits; readonly tests: readonly [Split, Split] },
): Promise<Record<string, number>> {
  const own = partOf(task);
  const other = own === 0 ? 1 : 0;
  const later = streams.child('the other task');
  const trainer = create(cell.budget, later.child('rule'));
  try {
    restoreWeights(trainer.model, saveWeights(model));
    const split = trainingSplit({ ...cell, trainClasses: classesOfPart(joint, other) }, dataset);
    await train(trainer, { dataset, split, streams: later.child('training'), signal });
    const afterOwn = accuracy(trainer.model, tests[own]);
    const afterOther = accuracy(trainer.model, tests[other]);
    return { afterOwn, afterOther, sequential: (afterOwn + afterOther) / 2 };
  } finally {
    trainer.dispose();
  }
}
