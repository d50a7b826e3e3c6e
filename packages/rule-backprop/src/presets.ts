import { isDeep, readsPhotographs, type Architecture } from '@hebbench/core';

/**
 * Adam's rate, chosen on the validation split (suite `tuning`). With the constraint, shallow networks bear ten times its
 * usual 0.001, and deep ones a tenth of it. Without, drawings bear three times the usual rate, and photographs are best
 * learned at about a third of it.
 */
export function tunedPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({ learningRate: rateOf(architecture) });
}

function rateOf(architecture: Architecture): number {
  const deep = isDeep(architecture);
  if (architecture.nonnegative) return deep ? 1e-4 : 1e-2;
  if (deep) return 1e-3;
  return readsPhotographs(architecture) ? 3e-4 : 3e-3;
}
