import { isDeep, readsPhotographs, type Architecture } from '@hebbench/core';

/**
 * Adam's rate, chosen on the validation split (suite `tuning`). With the constraint, shallow networks bear ten times its
 * usual 0.001, and deep ones a tenth of it. Without, drawings bear three times the usual rate.
 */
export function tunedPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({ learningRate: rateOf(architecture) });
}

function rateOf(architecture: Architecture): number {
  const deep = isDeep(architecture);
  if (architecture.nonnegative) return deep ? 1e-4 : 1e-2;
  return deep || readsPhotographs(architecture) ? 1e-3 : 3e-3;
}
