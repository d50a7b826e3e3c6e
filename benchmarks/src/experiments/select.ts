import type { Cell } from '@hebbench/core';
import type { Selection } from '../run/select.ts';
import { changedCell } from './changes.ts';
import type { Complain } from './complaint.ts';
import { changesOf, type Sweep } from './sweep.ts';

/**
 * The cells of a sweep over cells that a filter names.
 * @throws what `complain` makes, where a cell cannot be changed in this way
 */
export function sweptCells(selection: Selection, sweep: Sweep, complain: Complain): Selection {
  const changes = changesOf(sweep);
  const selected = selection.selected.flatMap((cell) => {
    checkEpochs(cell, sweep, complain);
    return changes.map((each) => changedCell(cell, each));
  });
  return { ...selection, selected: distinct(selected) };
}

/** Selections of several experiments, those of one suite together. */
export function together(selections: readonly Selection[]): Selection[] {
  const suites = [...new Set(selections.map(({ suite }) => suite))];
  return suites.map((suite) => {
    const own = selections.filter((each) => each.suite === suite);
    return {
      suite,
      cells: distinct(own.flatMap(({ cells }) => cells)),
      selected: distinct(own.flatMap(({ selected }) => selected)),
    };
  });
}

/** Different lists may name a cell twice, and `1` and `1.0` are one value. */
function distinct(cells: readonly Cell[]): Cell[] {
  return [...new Map(cells.map((cell) => [cell.id, cell])).values()];
}

function checkEpochs(cell: Cell, { epochs }: Sweep, complain: Complain): void {
  if (epochs === undefined || epochs === 0 || cell.budget.hiddenEpochs > 0) return;
  throw complain(
    'epochs',
    String(epochs),
    `cells whose hidden layers train without labels; those of ${cell.id} do not`,
    'leave that cell out, or give the epochs of training with labels, head-epochs',
  );
}
