import type { Cell } from '@hebbench/core';
import { printedOf, type Range } from '../common/rows/index.ts';

export type { Range };

/** The paper's range for a few-shot result, if it has one. */
export function paperShots({
  cell,
  shots,
}: {
  /** Of the network; what learns nothing has none. */
  readonly cell: Cell | undefined;
  readonly shots: number;
}): Range | undefined {
  return shots === 1 && cell ? printedOf(cell).oneShot : undefined;
}
