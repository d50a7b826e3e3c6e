import type { Cell, Scale } from '@hebbench/core';
import { isDeep } from '@hebbench/core/basics';
import type { CellOptions } from '../../suite.ts';
import { BEST_ROW, ownRows } from '../common/rows/index.ts';
import { baseCell, isConvolutional } from './base-cell.ts';
import type { Candidate, Question } from './question.ts';
import { QUESTIONS } from './questions/index.ts';

/** Seeds a candidate at each scale; deep networks, which take minutes, have one. */
const SEEDS: Readonly<Record<Scale, number>> = { smoke: 1, quick: 2, paper: 3 };

/** A cell for each candidate of each question. None of them sees a test image. */
export function tuningCells(scale: Scale, { rules, seeds, sets }: CellOptions): Cell[] {
  // What is asked here was asked of the paper's data sets: its settings and its numbers decide what is open.
  if (sets) return [];
  return questionsAt(scale)
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .flatMap((question) =>
      candidatesAt(scale, question).map((candidate) => candidateCell(scale, question, candidate, seeds)),
    );
}

/** The candidates that a question has at a scale. */
export function candidatesAt(scale: Scale, { candidates }: Question): readonly Candidate[] {
  return candidates.filter(({ scales }) => scales?.includes(scale) ?? true);
}

/** The questions of a scale: those on the row with our settings are asked where the suite of their network has one. */
export function questionsAt(scale: Scale): readonly Question[] {
  const own = ownRows(scale).includes(BEST_ROW);
  return QUESTIONS.filter((question) => question.row !== 'best' || own || isConvolutional(question));
}

/** The question that a cell of this suite answers. */
export function questionOf({ id }: Pick<Cell, 'id'>): Question {
  const name = id.split('/')[1]!;
  return QUESTIONS.find((question) => question.name === name)!;
}

/** The cell of a candidate: that of its network's suite with what the candidate changes. */
export function candidateCell(scale: Scale, question: Question, candidate: Candidate, seeds?: number): Cell {
  const { name, row = 'paper', preset = row, without = [], shared } = question;
  const cell = baseCell(scale, question);
  if (!cell) throw new Error(`The question "${name}" asks for a cell that no suite has at scale ${scale}.`);
  const { hidden = 1, head = 1 } = candidate;
  const kept = Object.entries(cell.hyperparameters).filter(([key]) => !without.includes(key));
  const count =
    seeds ?? candidate.seeds?.[scale] ?? question.seeds?.[scale] ?? (isDeep(cell) ? 1 : SEEDS[scale]);
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
