import type { Cell, Scale } from '@hebbench/core';
import { convCells } from '../conv/cells.ts';
import { tableEntries, type TableEntry } from '../table1/cells.ts';
import type { Question } from './question.ts';

/** Whether a question is about a network of the suite `conv`, and not about one of Table 1. */
export function isConvolutional({ column }: Pick<Question, 'column'>): boolean {
  return column.startsWith('conv/');
}

// Hundreds of candidates begin with one of a few tables, which are laid out once.
const entriesOf = once((scale, rules): readonly TableEntry[] => tableEntries(scale, { rules }));
const convolutionsOf = once((scale, rules): readonly Cell[] => convCells(scale, { rules }));

/** The cell that a question's candidates change; none if its suite does not have it at this scale. */
export function baseCell(scale: Scale, question: Question): Cell | undefined {
  const { rule, column, row = 'paper' } = question;
  if (isConvolutional(question))
    return convolutionsOf(scale, [rule]).find(({ id }) => id.startsWith(`${column}/`));
  return entriesOf(scale, row === 'paper' ? [rule] : []).find(
    (entry) => entry.column.key === column && entry.row.rule === rule && entry.row.preset === row,
  )?.cell;
}

/** The network of a question, for people. */
export function networkText(question: Question): string {
  const { rule, column } = question;
  return isConvolutional(question)
    ? `Network: ${rule}, ${column} of the suite conv.`
    : `Network: ${rule}, column ${column} of Table 1.`;
}

/** The same answer for the same scale and rules. */
function once<T>(
  layOut: (scale: Scale, rules: readonly string[]) => T,
): (scale: Scale, rules: readonly string[]) => T {
  const known = new Map<string, T>();
  return (scale, rules) => {
    const key = [scale, ...rules].join(' ');
    const found = known.get(key) ?? layOut(scale, rules);
    known.set(key, found);
    return found;
  };
}
