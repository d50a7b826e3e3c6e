import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** What a fault of the rule `my-rule` says it got; `undefined` if there is none. */
export async function faultOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(HebbenchError);
    const { code, message, got } = error as HebbenchError;
    expect(code).toBe('RULE_FAULT');
    expect(message).toContain('"my-rule"');
    return got;
  }
}

export const ARCHITECTURE = { inputs: 5, hidden: [4, 3], classes: 2, nonnegative: false };

/** Rows of a tensor times a column of it: rows alone, and together. */
export function rowsMinusMean(x: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(tf.slice(x, [0, 0], [-1, 2]), tf.mean(x, 0, true).slice([0, 0], [1, 2]));
}
