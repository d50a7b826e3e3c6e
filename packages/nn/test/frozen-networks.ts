import { createStreams, type Architecture } from '@hebbench/core';
import { randomMatrix } from '@hebbench/fixtures';
import { createHiddenForm, createNetwork, type FeedForward, type Normalisation } from '../src/index.ts';

// Small networks with constants, for tests.

export const ARCHITECTURE: Architecture = { inputs: 9, hidden: [8, 7], classes: 3, nonnegative: true };

/** A network at its start. */
export function network(seed: number, normalisation: Normalisation): FeedForward {
  return createNetwork({
    architecture: ARCHITECTURE,
    ...createHiddenForm(ARCHITECTURE, { normalisation }),
    hidden: { kind: 'uniform', low: 0, high: 1 },
    output: { kind: 'normal', sd: 1 },
    streams: createStreams(seed),
  });
}

/** Pixels, some of them black. */
export function images(seed: number, count: number): number[][] {
  return randomMatrix(count, ARCHITECTURE.inputs, createStreams(seed).stream('images'), -0.3, 1).map((row) =>
    row.map((each) => Math.max(0, each)),
  );
}
