import { expect, test } from 'vitest';
import type { RunRecord } from '@hebbench/core';
import { failureWord } from '../src/index.ts';

const failureOf = (code: string): RunRecord =>
  ({ status: 'failed', error: { code, message: 'It broke.' } }) as RunRecord;

test.each([
  { codes: ['DIVERGED'], word: 'diverged' },
  { codes: ['DIVERGED', 'DIVERGED'], word: 'diverged' },
  { codes: ['DIVERGED', 'RULE_FAULT'], word: 'failed' },
  { codes: ['WORKER_DIED'], word: 'failed' },
  { codes: [], word: 'failed' },
])('runs that failed with $codes: $word', ({ codes, word }) => {
  expect(failureWord({ failures: codes.map(failureOf) })).toBe(word);
});
