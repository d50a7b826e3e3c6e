import { createRequire } from 'node:module';
import { test } from 'vitest';
import { describeEngine } from './describe-engine.ts';

/** Whether the optional dependency is installed. Where it is, it has to open. */
function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
    return true;
  } catch {
    return false;
  }
}

if (isInstalled()) describeEngine('onnxruntime');
// An optional dependency: an installation without it, on plain wasm, passes its tests too.
else test.skip('engine onnxruntime: onnxruntime-node is not installed');
