import { test } from 'vitest';
import { openOnnxRuntime } from '../src/onnxruntime.ts';
import { describeEngine } from './describe-engine.ts';

const reason = await openOnnxRuntime(1).then(
  () => undefined,
  (error: unknown) => (error as Error).message,
);

if (reason === undefined) describeEngine('onnxruntime');
else test.skip(`engine onnxruntime: not on this machine – ${reason}`);
