import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Updates that are watched at a time: enough to tell a leak from what a rule makes once, too few to fill a memory. */
const WATCHED = 20;
const HALF = WATCHED / 2;

/**
 * Watches the number of tensors over the updates of a rule.
 * @param rule - the rule's name, for the complaint
 * @returns to be called after each update; throws a {@link HebbenchError} `RULE_FAULT` once twenty updates have left a
 * tensor behind each, whenever that began
 */
export function detectLeaks(rule: string): () => void {
  /** After each of the last updates, and before the first of them. */
  const counts: number[] = [];
  return () => {
    counts.push(tf.memory().numTensors);
    if (counts.length <= WATCHED) return;
    const [before, between, now] = [counts[0]!, counts[HALF]!, counts[WATCHED]!];
    counts.shift();
    // Either half alone may be where a phase begins, which makes many tensors at once, and no more later.
    if (between - before < HALF || now - between < HALF) return;
    throw new HebbenchError('RULE_FAULT', `The rule "${rule}" leaks tensors.`, {
      got: `${now - before} tensors more than ${WATCHED} updates before`,
      expected: 'as many after each update',
      fix: 'wrap its step in tf.tidy, and dispose what the step takes out of it',
    });
  };
}
