import type { Architecture } from '@hebbench/core';

/** Largest number of inputs that counts as a drawing's rather than a photograph's. */
const DRAWING = 1000;

/**
 * Adam's rate, chosen on the validation split (suite `tuning`): three times its usual 0.001 for shallow networks, the
 * usual one on photographs without the constraint, and a tenth of it for deep networks with the constraint.
 */
export function tunedPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({ learningRate: rateOf(architecture) });
}

function rateOf({ inputs, hidden, nonnegative }: Architecture): number {
  if (hidden.length > 2) return nonnegative ? 1e-4 : 1e-3;
  return inputs > DRAWING && !nonnegative ? 1e-3 : 3e-3;
}
