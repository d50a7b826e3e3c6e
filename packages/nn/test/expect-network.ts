import { expectMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import type { FeedForward } from '../src/index.ts';

/** What scalar loops make of one image. */
export interface Printed {
  /** Activity of each hidden layer, from the input upwards. */
  readonly layers: readonly number[][];
  readonly logits: number[];
}

/**
 * Expects a network to agree with its scalar loops, layer by layer.
 * @param scale - of the layers' values, see {@link expectMatrix}. @defaultValue the largest expected value
 */
export function expectNetwork(
  model: FeedForward,
  rows: number[][],
  expected: readonly Printed[],
  tolerance: number,
  scale?: number,
): void {
  tf.tidy(() => {
    const x = tf.tensor2d(rows);
    model.hidden(x).forEach((layer, i) => {
      const own = expected.map(({ layers }) => layers[i]!);
      expectMatrix(layer, own, tolerance, scale);
    });
    const logits = expected.map((each) => each.logits);
    expectMatrix(model.logits(x), logits, tolerance);
  });
}
