// @own-process: it trains as a process of runs does, which watches the sources of chance.
import { HebbenchError } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { watchAmbientSources } from '../../src/run/guard/ambient.ts';
import { BROKEN_RULES, freeLeaks, ruleOf } from './broken-rules.ts';
import { cellOf, DATASET, runRule } from './run-rule.ts';

beforeAll(async () => {
  watchAmbientSources();
  await openEngine();
});
afterEach(freeLeaks);

const NOTHING = { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() };

async function errorOf(run: Promise<unknown>): Promise<HebbenchError> {
  const error = await run.then(
    () => new Error('no error'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof HebbenchError) return error;
  throw error;
}

test('a rule that breaks nothing has its record', async () => {
  expect(await runRule(ruleOf({ members: {} }))).toMatchObject({ status: 'ok' });
});

test.each(BROKEN_RULES)('$name', async ({ members, says }) => {
  const error = await errorOf(runRule(ruleOf({ members })));
  // Numbers that are none may be what a setting comes to, and no fault of the rule.
  const diverged = says.some((words) => words.startsWith('NaN or infinite'));
  expect(error.message).toMatch(diverged ? /^The network of the rule "a-rule" / : /^The rule "a-rule" /);
  expect(error.code).toBe(diverged ? 'DIVERGED' : 'RULE_FAULT');
  for (const words of says) expect(error.message).toContain(words);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(error.message).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
});

test.each([
  {
    name: 'no validation image',
    dataset: { tuning: { ...DATASET.tuning, validation: NOTHING } },
    tuning: true,
  },
  { name: 'no image to tune on', dataset: { tuning: { ...DATASET.tuning, fit: NOTHING } }, tuning: true },
  { name: 'no test image', dataset: { test: NOTHING }, tuning: false },
  { name: 'no training image', dataset: { train: NOTHING }, tuning: false },
])('$name: the data is to blame, before anything is trained', async ({ dataset, tuning }) => {
  const rule = ruleOf({ members: { create: () => expect.unreachable('a network was made') } });
  const error = await errorOf(runRule(rule, { ...cellOf('a-rule'), tuning }, { ...DATASET, ...dataset }));
  expect(error.code).toBe('DATA_MISSING');
  expect(error.message).toMatch(/Patterns .*\n +got: .* 0 to (train|score) on|, 0 to score on/);
});
