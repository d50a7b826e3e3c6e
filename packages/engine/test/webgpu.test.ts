import { expect, test } from 'vitest';
import { openWebGpu } from '../src/webgpu/open.ts';
import { describeEngine } from './describe-engine.ts';

const reason = await openWebGpu().then(
  () => undefined,
  (error: unknown) => (error as Error).message.split('\n')[0],
);

// It is for who asks for it. Without it there is nothing to test here; the other engines are tested all the same.
if (reason === undefined) describeEngine('webgpu');
else test.skip(`engine webgpu: not on this machine – ${reason}`);

test.runIf(reason !== undefined)('why it is not there is said', () => {
  expect(reason).toMatch(/webgpu.* is not installed|beside @tensorflow|no graphics card|of its own/);
});
