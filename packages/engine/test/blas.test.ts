import { test } from 'vitest';
import { openBlas } from '../src/blas.ts';
import { describeEngine } from './describe-engine.ts';

const reason = await openBlas(1).then(
  () => undefined,
  (error: unknown) => (error as Error).message,
);

if (reason === undefined) describeEngine('blas');
else test.skip(`engine blas: not on this machine – ${reason}`);
