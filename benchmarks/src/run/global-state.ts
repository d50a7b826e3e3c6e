import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { isDeepStrictEqual } from 'node:util';

/** State of the process that all code shares, by name. */
function globalState(): Record<string, unknown> {
  return {
    'the working directory': process.cwd(),
    'the environment variables': { ...process.env },
    'the backend of TensorFlow.js': tf.getBackend(),
    "TensorFlow.js's debug mode": tf.env().getBool('DEBUG'),
    "TensorFlow.js's production mode": tf.env().getBool('PROD'),
    'Math.random': Math.random,
    'Date.now': Date.now,
  };
}

/**
 * Remembers the state of the process that other code relies on.
 * @param rule - the rule's name, for the complaint
 * @returns throws a {@link HebbenchError} `RULE_FAULT` if the state has changed since
 */
export function watchGlobalState(rule: string): () => void {
  const before = globalState();
  return () => {
    const changed = Object.entries(globalState())
      .filter(([name, value]) => !isDeepStrictEqual(value, before[name]))
      .map(([name]) => name);
    if (changed.length === 0) return;
    throw new HebbenchError('RULE_FAULT', `The rule "${rule}" changes global state.`, {
      got: `another value of ${changed.join(', ')}`,
      expected: 'a rule that changes its own variables alone',
      fix: 'take that out of the rule, and out of what it imports',
    });
  };
}

/**
 * Runs training with `Math.random` locked: the same seed would not give the same numbers. TensorFlow.js draws from it
 * too, where it is not given a seed.
 * @param rule - the rule's name, for the complaint
 */
export async function withoutAmbientRandomness<T>(rule: string, run: () => Promise<T>): Promise<T> {
  const { random } = Math;
  const locked = (): never => {
    throw new HebbenchError('RULE_FAULT', `The rule "${rule}" draws from ambient randomness.`, {
      got: 'a call of Math.random, or of a random function of TensorFlow.js without a seed',
      expected: 'random numbers that follow from the seed',
      fix: 'draw them from the streams that `create` is given',
    });
  };
  Math.random = locked;
  try {
    return await run();
  } finally {
    // What a rule has put there instead stays, to be found.
    if (Math.random === locked) Math.random = random;
  }
}
