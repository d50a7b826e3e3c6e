import { createStreams, type Cell } from '@hebbench/core';

/**
 * Seeds of checks begin here, far beyond those of a report: what a report gains later is never held against itself.
 */
const FIRST_CHECK_SEED = 1_000_000;

/**
 * Draws cells to check, each once, and gives them a seed that their report does not have.
 * @param cells - to choose from; their order does not matter
 * @param count - how many, or all if there are fewer
 * @param draw - which of all draws, from 0: the same number draws the same cells
 */
export function drawCells(cells: readonly Cell[], count: number, draw: number): Cell[] {
  const sorted = cells.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const order = createStreams(draw).stream('checks').permutation(sorted.length);
  return [...order.subarray(0, count)].map((at) => ({
    ...sorted[at]!,
    seeds: [FIRST_CHECK_SEED + draw],
  }));
}
