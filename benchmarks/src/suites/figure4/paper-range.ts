import type { Cell } from '@hebbench/core';

/** A range of accuracies, in percent. */
export type Range = readonly [low: number, high: number];

/** What the paper reports at one shot, in percent; it says nothing of the protocol. */
export const PAPER_ONE_SHOT: Readonly<Record<string, Range>> = {
  'hebbian-wp': [45, 55],
  'krotov-hopfield': [10, 20],
};

/** The paper's range for a few-shot result, if it has one. */
export function paperShots({
  cell,
  shots,
}: {
  /** Of the network; what learns nothing has none. */
  readonly cell: Cell | undefined;
  readonly shots: number;
}): Range | undefined {
  return shots === 1 && cell ? PAPER_ONE_SHOT[cell.rule] : undefined;
}
