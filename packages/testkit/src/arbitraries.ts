import type { Architecture } from '@hebbench/core';
import fc from 'fast-check';

/** What a rule is tried on: a small network and a root seed. */
export interface Trial {
  readonly architecture: Architecture;
  readonly seed: number;
}

/**
 * Small networks of one or two hidden layers, with and without the constraint.
 * @param nonnegative - fixes the constraint
 */
export function architectures(nonnegative?: boolean): fc.Arbitrary<Architecture> {
  return fc.record({
    inputs: fc.integer({ min: 3, max: 17 }),
    hidden: fc.array(fc.integer({ min: 9, max: 21 }), { minLength: 1, maxLength: 2 }),
    classes: fc.integer({ min: 2, max: 5 }),
    nonnegative: nonnegative === undefined ? fc.boolean() : fc.constant(nonnegative),
  });
}

/** Networks and seeds; 0 is among the seeds more often than chance would have it. */
export function trials(nonnegative?: boolean): fc.Arbitrary<Trial> {
  return fc.record({
    architecture: architectures(nonnegative),
    seed: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat() }),
  });
}

/** Rows of values in [0, 1], all-zero and all-one rows among them. */
export function unitRows(inputs: number): fc.Arbitrary<number[][]> {
  const row = fc.oneof(
    { weight: 1, arbitrary: fc.constant(Array.from({ length: inputs }, () => 0)) },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: inputs }, () => 1)) },
    {
      weight: 4,
      arbitrary: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: inputs,
        maxLength: inputs,
      }),
    },
  );
  return fc.array(row, { minLength: 1, maxLength: 6 });
}
