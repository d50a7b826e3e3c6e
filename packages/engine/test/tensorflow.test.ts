import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, test } from 'vitest';
import { openTensorflow, restoreRemovedUtilities } from '../src/tensorflow.ts';
import { describeEngine } from './describe-engine.ts';

/** Stands in for the native backend, which needs a library that its package downloads. */
class StandIn extends tf.KernelBackend {
  override floatPrecision(): 32 {
    return 32;
  }
  override dispose(): void {}
}

const reason = await openTensorflow(2).then(
  () => undefined,
  (error: unknown) => (error as Error).message.split('\n')[0],
);

if (reason === undefined) describeEngine('tensorflow');
else test.skip(`engine tensorflow: not on this machine – ${reason}`);

describe.runIf(reason !== undefined)('the loader of tfjs-node', () => {
  afterAll(() => tf.removeBackend('tensorflow'));

  test('passes on that the native library is missing', async () => {
    const missing = (): Promise<never> =>
      Promise.reject(new Error('The Node.js native addon module can not be found'));
    await expect(openTensorflow(2, missing)).rejects.toThrow('native addon module');
  });

  test('complains when the package registers no backend', async () => {
    await expect(openTensorflow(2, () => Promise.resolve({}))).rejects.toThrow();
  });

  test('makes the backend that the package registers the current one', async () => {
    const versions = await openTensorflow(2, async () => {
      tf.registerBackend('tensorflow', () => new StandIn());
      return { version: { 'tfjs-node': '4.22.0' } };
    });
    expect(versions).toEqual({ package: '4.22.0', library: 'of unknown version' });
    expect(tf.getBackend()).toBe('tensorflow');
  });

  test('restores the utilities that Node 23 removed, and leaves those that are there', () => {
    const util: Record<string, unknown> = { isArray: 'mine' };
    restoreRemovedUtilities(util);
    const { isNullOrUndefined } = util as { isNullOrUndefined: (value: unknown) => boolean };
    expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
    expect(util['isArray']).toBe('mine');
  });
});
