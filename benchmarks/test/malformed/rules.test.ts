import { HebbenchError } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { watchAmbientSources } from '../../src/run/guard/ambient.ts';
import { BROKEN_RULES, freeLeaks, ruleOf } from './broken-rules.ts';
import { runRule } from './run-rule.ts';

beforeAll(async () => {
  watchAmbientSources();
  await openEngine();
});
afterEach(freeLeaks);

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
  expect(error.message).toMatch(/^The rule "a-rule" /);
  expect(error.code).toBe('RULE_FAULT');
  for (const words of says) expect(error.message).toContain(words);
  // eslint-disable-next-line no-control-regex
  expect(error.message).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
});
