import * as tf from '@tensorflow/tfjs-core';

/** The nonnegativity constraint, after each update: `w ← max(0, w)`. */
export function clipAtZero(...variables: tf.Variable[]): void {
  for (const variable of variables) {
    const clipped = tf.relu(variable);
    variable.assign(clipped);
    clipped.dispose();
  }
}
