import { expect, test } from 'vitest';
import { openEngine } from '../src/open.ts';
import { describeEngine } from './describe-engine.ts';

describeEngine('wasm');

test('errors that nobody catches are left to Node.js, which prints them without the source of the backend', async () => {
  await openEngine({ engine: 'wasm' });
  const listeners = (['uncaughtException', 'unhandledRejection'] as const).flatMap((event) =>
    process.listeners(event as 'uncaughtException'),
  );
  expect(listeners.map(String).filter((text) => /throw (?:ex|reason)\b/.test(text))).toEqual([]);
});
