import type { Suite } from '../../suite.ts';

/** Compares reports by some metrics, in this order; a record may lack any of them. */
export function named(...names: readonly string[]): NonNullable<Suite['compared']> {
  return ({ metrics }) =>
    Object.fromEntries(
      names.flatMap((name) => (metrics[name] === undefined ? [] : [[name, metrics[name]] as const])),
    );
}
