import { vectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** The nonnegativity constraint, after each update: `w ← max(0, w)`. */
export function clipAtZero(...variables: tf.Variable[]): void {
  const kernels = vectorKernels();
  for (const variable of variables) {
    if (kernels) {
      kernels.clipAtZero(variable);
      continue;
    }
    const clipped = tf.relu(variable);
    variable.assign(clipped);
    clipped.dispose();
  }
}
