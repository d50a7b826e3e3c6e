import { createStreams, type Cell, type Dataset, type LearningRule } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { beforeAll, expect, test } from 'vitest';
import control from '../../packages/rule-random-features/src/index.ts';
import type { Score, ScoreContext } from '../src/suite.ts';
import { scoreFewImagesReadings, scoreFewShotReadings } from '../src/suites/figure4/few-shot-readings.ts';
import { scoreOnFewImages } from '../src/suites/figure4/few-shot.ts';
import { withClasses } from './with-classes.ts';

beforeAll(async () => {
  await openEngine();
});

const ARCHITECTURE = { inputs: 12, hidden: [9], classes: 3, nonnegative: false };

async function scoreOf(rule: LearningRule, score: (context: ScoreContext) => Promise<Score>): Promise<Score> {
  const create: ScoreContext['create'] = (budget, streams) =>
    rule.create({
      architecture: ARCHITECTURE,
      hyperparameters: rule.hyperparameters.parse({}),
      budget,
      streams,
    });
  const trainer = create({ hiddenEpochs: 0, headEpochs: 0 }, createStreams(1));
  const images = patternImages(ARCHITECTURE, 60);
  const context: Partial<ScoreContext> = {
    model: trainer.model,
    dataset: { ...ARCHITECTURE, train: images, test: images } as unknown as Dataset,
    cell: { scale: 'smoke', head: 'wp-head', nonnegative: false } as Cell,
    streams: createStreams(2),
    signal: new AbortController().signal,
    create,
  };
  try {
    return await score(context as ScoreContext);
  } finally {
    trainer.dispose();
  }
}

test.each([
  { name: 'on the few images alone', score: scoreOnFewImages },
  { name: 'on the few images alone, for longer and shorter', score: scoreFewImagesReadings },
  { name: "by the rule's own output layer", score: scoreFewShotReadings },
])('a rule written with classes learns from few images like every other: $name', async ({ score }) => {
  const rule = control as unknown as LearningRule;
  const expected = await scoreOf(rule, score);
  expect(await scoreOf(withClasses(rule), score)).toEqual(expected);
});
