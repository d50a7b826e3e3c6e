import * as tf from '@tensorflow/tfjs-core';
import type { RuleCode } from './rule-code.ts';

/** How often a rule may come to hold more tensors than ever before: what it makes once is no leak. */
const TOLERATED = 20;

/** Tensors that are there now. */
export function countTensors(): number {
  return tf.engine().state.numTensors;
}

/**
 * Watches the tensors that calls of one kind leave behind.
 * @param what - calls of which kind, e.g. `updates of phase "hidden-1"`
 * @returns to be told after each call how many it has left; throws {@link HebbenchError} `RULE_FAULT` once twenty calls
 * after the first have each brought the rule to more tensors than ever, however many calls lie between them
 */
export function leakWatch(
  code: RuleCode,
  what: string,
  tolerated: number = TOLERATED,
): (left: number) => void {
  let [calls, held, most, rises] = [0, 0, 0, 0];
  return (left) => {
    calls++;
    held += left;
    // What a rule makes once, it makes in its first call.
    if (held > most && calls > 1) rises++;
    most = Math.max(most, held);
    if (rises < tolerated) return;
    throw code.fault(
      `${held} tensors left behind by ${calls} ${what}`,
      'as many tensors after each as before',
      'wrap the code in tf.tidy, and dispose what it takes out of it',
    );
  };
}
