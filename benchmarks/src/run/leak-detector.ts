import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Leaked tensors that are too many: enough to tell them from a few that a rule makes once, too few to fill a memory. */
const LEAKED = 20;

/**
 * Watches the number of tensors over the updates of a rule.
 * @param rule - the rule's name, for the complaint
 * @returns to be called after each update; throws a {@link HebbenchError} `RULE_FAULT` once every update has left a tensor behind
 */
export function detectLeaks(rule: string): () => void {
  let updates = 0;
  let atFirst = 0;
  return () => {
    const { numTensors } = tf.memory();
    if (updates === 0) atFirst = numTensors;
    const leaked = numTensors - atFirst;
    if (leaked >= LEAKED && leaked >= updates) {
      throw new HebbenchError('RULE_FAULT', `The rule "${rule}" leaks tensors.`, {
        got: `${leaked} tensors more after ${updates + 1} updates than after the first`,
        expected: 'as many after each update',
        fix: 'wrap its step in tf.tidy, and dispose what the step takes out of it',
      });
    }
    updates++;
  };
}
