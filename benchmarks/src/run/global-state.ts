import { HebbenchError } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { isDeepStrictEqual } from 'node:util';
import { ambientSources } from './guard/ambient.ts';

/** State of the process that all code shares, by name. */
function globalState(): Record<string, unknown> {
  return {
    'the working directory': process.cwd(),
    'the environment variables': { ...process.env },
    'the backend of TensorFlow.js': tf.getBackend(),
    "TensorFlow.js's debug mode": tf.env().getBool('DEBUG'),
    "TensorFlow.js's production mode": tf.env().getBool('PROD'),
    ...ambientSources(),
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
