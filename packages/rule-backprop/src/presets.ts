import type { Architecture } from '@hebbench/core';

/** Largest number of inputs that counts as a drawing's rather than a photograph's. */
const DRAWING = 1000;

/** Networks of more hidden layers than this are deep. */
const DEEP = 2;

/**
 * Adam's rate, chosen on the validation split (suite `tuning`). With the constraint, shallow networks bear ten times its
 * usual 0.001, and deep ones a tenth of it. Without, drawings bear three times the usual rate.
 */
export function tunedPreset({
  inputs,
  hidden,
  nonnegative,
}: Architecture): Readonly<Record<string, unknown>> {
  const deep = hidden.length > DEEP;
  const learningRate = nonnegative ? (deep ? 1e-4 : 1e-2) : deep || inputs > DRAWING ? 1e-3 : 3e-3;
  return Object.freeze({ learningRate });
}
