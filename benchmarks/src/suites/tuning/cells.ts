import type { Cell, Scale } from '@hebbench/core';
import { isDeep } from '@hebbench/core/basics';
import type { CellOptions } from '../../suite.ts';
import { tableEntries, type TableEntry } from '../table1/cells.ts';
import { BEST_ROW, ownRows } from '../common/rows/index.ts';
import type { Candidate, Question } from './question.ts';
import { QUESTIONS } from './questions.ts';

/** Seeds a candidate at each scale; deep networks, which take minutes, have one. */
const SEEDS: Readonly<Record<Scale, number>> = { smoke: 1, quick: 2, paper: 3 };

/** A cell for each candidate of each question. None of them sees a test image. */
export function tuningCells(scale: Scale, { rules, seeds, sets }: CellOptions): Cell[] {
  // What is asked here was asked of the paper's data sets: its settings and its numbers decide what is open.
  if (sets) return [];
  return questionsAt(scale)
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .flatMap((question) =>
      question.candidates.map((candidate) => candidateCell(scale, question, candidate, seeds)),
    );
}

/** The questions of a scale: those on the row with our settings are asked where Table 1 has one. */
export function questionsAt(scale: Scale): readonly Question[] {
  return QUESTIONS.filter(({ row }) => row !== 'best' || ownRows(scale).includes(BEST_ROW));
}

/** The question that a cell of this suite answers. */
export function questionOf({ id }: Pick<Cell, 'id'>): Question {
  const name = id.split('/')[1]!;
  return QUESTIONS.find((question) => question.name === name)!;
}

const ENTRIES = new Map<string, readonly TableEntry[]>();

/** Table 1 of these rules, or of its own: hundreds of candidates begin with one of a few tables. */
function entriesOf(scale: Scale, rules: readonly string[]): readonly TableEntry[] {
  const key = [scale, ...rules].join(' ');
  const entries = ENTRIES.get(key) ?? tableEntries(scale, { rules });
  ENTRIES.set(key, entries);
  return entries;
}

/** The cell of a candidate: that of Table 1 with what the candidate changes. */
export function candidateCell(scale: Scale, question: Question, candidate: Candidate, seeds?: number): Cell {
  const { rule, column, name, row = 'paper', preset = row, without = [], shared } = question;
  const base = entriesOf(scale, row === 'paper' ? [rule] : []).find(
    (entry) => entry.column.key === column && entry.row.rule === rule && entry.row.preset === row,
  );
  if (!base)
    throw new Error(`The question "${name}" asks for a cell that Table 1 does not have at scale ${scale}.`);
  const { cell } = base;
  const { hidden = 1, head = 1 } = candidate;
  const kept = Object.entries(cell.hyperparameters).filter(([key]) => !without.includes(key));
  const count = seeds ?? question.seeds?.[scale] ?? (isDeep(cell) ? 1 : SEEDS[scale]);
  return {
    ...cell,
    id: `tuning/${name}/${candidate.name}`,
    suite: 'tuning',
    hidden:
      question.layers === undefined
        ? cell.hidden
        : Array.from({ length: question.layers }, () => cell.hidden[0]!),
    head: question.head ?? cell.head,
    preset,
    hyperparameters: { ...Object.fromEntries(kept), ...shared, ...candidate.hyperparameters },
    budget: {
      hiddenEpochs: (question.hiddenEpochs?.[scale] ?? cell.budget.hiddenEpochs) * hidden,
      headEpochs: (question.headEpochs?.[scale] ?? cell.budget.headEpochs) * head,
    },
    seeds: Array.from({ length: count }, (_, seed) => seed),
    tuning: true,
  };
}
