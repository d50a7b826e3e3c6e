import type { Cell, Scale } from '@hebbench/core';
import { PAPER_SETS } from '../sets.ts';
import { BACKPROP } from './backprop.ts';
import { BEST_ROW } from './best.ts';
import { CONTROL_ROW } from './control.ts';
import { KROTOV_HOPFIELD } from './krotov-hopfield.ts';
import { HIDDEN_EPOCHS, PROPOSED } from './proposed.ts';
import { READING_ROWS } from './reading-rows.ts';
import { HEAD_EPOCHS, type Row } from './row.ts';

export { BACKPROP, BEST_ROW, CONTROL_ROW, KROTOV_HOPFIELD, PROPOSED };
export {
  controlOf,
  headUnder,
  isControlOf,
  isShownInFull,
  plainHead,
  READING_ROWS,
  readingOf,
  type ReadNetwork,
  rowUnder,
  seedsUnder,
  settingsOf,
} from './reading-rows.ts';
export { CHOSEN, OF_PRESETS, READINGS_BESIDE } from './readings-beside.ts';
export type { Range, ReadingBeside, Row } from './row.ts';

/** The three rows of the paper's Table 1. */
export const PAPER_ROWS: readonly Row[] = [PROPOSED, KROTOV_HOPFIELD, BACKPROP];

/** The rows with the paper's settings, and the control. */
const ROWS: readonly Row[] = [...PAPER_ROWS, CONTROL_ROW];

/** The table's own rows: the paper's and the control, our settings, and the other readings of equation (6). */
const OWN_ROWS: readonly Row[] = [...ROWS, BEST_ROW, ...READING_ROWS];

/** The table's own rows that there are at a scale: some have budgets for the paper's sizes alone. */
export function ownRows(scale: Scale): readonly Row[] {
  return OWN_ROWS.filter(({ scales }) => scales === undefined || scales.includes(scale));
}

/** What the paper prints of a cell's network in its figures, if they are of the cell's data set. */
export function printedOf({ rule, dataset }: Pick<Cell, 'rule' | 'dataset'>): NonNullable<Row['printed']> {
  const isPrinted = PAPER_SETS.some(({ name }) => name === dataset);
  return (isPrinted && rowOf(rule).printed) || {};
}

/** The row of a rule with the paper's settings; for a rule that the table does not have, one with the budget of the proposed rule. */
export function rowOf(rule: string): Row {
  return (
    ROWS.find((row) => row.rule === rule) ?? {
      rule,
      preset: 'paper',
      title: rule,
      paper: {},
      variant: () => ({ head: 'default', hyperparameters: {} }),
      budget: (column, scale) => ({
        hiddenEpochs: HIDDEN_EPOCHS[scale](column),
        headEpochs: HEAD_EPOCHS[scale],
      }),
    }
  );
}
