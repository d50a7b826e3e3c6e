import type { Cell, Scale } from '@hebbench/core';
import { convCells } from '../conv/cells.ts';
import { tableEntries } from '../table1/cells.ts';
import type { Question } from './question.ts';

/** Whether a question is about a network of the suite `conv`, and not about one of Table 1. */
export function isConvolutional({ column }: Pick<Question, 'column'>): boolean {
  return column.startsWith('conv/');
}

/** The cell that a question's candidates change; none if its suite does not have it at this scale. */
export function baseCell(scale: Scale, question: Question): Cell | undefined {
  const { rule, column, row = 'paper', head } = question;
  if (isConvolutional(question))
    return convCells(scale, { rules: [rule] }).find(
      ({ id, head: own }) => id.startsWith(`${column}/`) && (head === undefined || own === head),
    );
  return tableEntries(scale, { rules: row === 'paper' ? [rule] : [] }).find(
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
