import { createStreams, type Split } from '@hebbench/core';

/** The draws do not depend on a cell's seed: they are the same for every network. */
const DRAW_SEED = 0;

/**
 * One random draw of labelled images: `shots` of each class.
 * @returns indices into the split, class after class
 */
export function drawShots(split: Split, classes: number, shots: number, draw: number): Uint32Array {
  const stream = createStreams(DRAW_SEED).stream(`few-shot/${shots}/${draw}`);
  const order = stream.permutation(split.count);
  const chosen: number[][] = Array.from({ length: classes }, () => []);
  for (const index of order) {
    const own = chosen[split.labels[index]!]!;
    if (own.length < shots) own.push(index);
  }
  return Uint32Array.from(chosen.flat());
}
