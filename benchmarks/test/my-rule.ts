import { createStreams, HebbenchError, type Model } from '@hebbench/core';
import { createNetwork, relu } from '@hebbench/nn';
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
    expect(code).toBe(got?.startsWith('NaN or infinite') ? 'DIVERGED' : 'RULE_FAULT');
    expect(message).toContain('"my-rule"');
    return got;
  }
}

export const ARCHITECTURE = { inputs: 5, hidden: [4, 3], classes: 2, nonnegative: false };

/** A network of {@link ARCHITECTURE}, always the same. */
export function myModel(): Model {
  const scale = { kind: 'normal', sd: 0.1 } as const;
  return createNetwork({
    architecture: ARCHITECTURE,
    activation: relu,
    hidden: scale,
    output: scale,
    streams: createStreams(0),
  });
}

/** Rows of a tensor times a column of it: rows alone, and together. */
export function rowsMinusMean(x: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(tf.slice(x, [0, 0], [-1, 2]), tf.mean(x, 0, true).slice([0, 0], [1, 2]));
}
