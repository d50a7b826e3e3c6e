import type { PresetName } from '@hebbench/core';
import type { Candidate, Question } from './question.ts';

const CANDIDATES: readonly Candidate[] = [
  { name: 'scaled', hyperparameters: { headInput: 'scaled' } },
  { name: 'scaled-times-4', hyperparameters: { headInput: 'scaled' }, head: 4 },
  { name: 'centred', hyperparameters: { headInput: 'centred' } },
  ...[0.001, 0.01].map((headLearningRate) => ({
    name: `centred-adam-${headLearningRate}`,
    hyperparameters: { headInput: 'centred', headLearningRate },
  })),
  { name: 'centred-times-4', hyperparameters: { headInput: 'centred' }, head: 4 },
];

/** A rule's rows whose output layer is trained by gradient. */
interface RuleRow {
  readonly name: string;
  readonly rule: string;
  readonly title: string;
  /** @defaultValue 'paper' */
  readonly row?: PresetName;
}

const PROPOSED: RuleRow = { name: 'proposed', rule: 'hebbian-wp', title: 'proposed rule' };
const BEST: RuleRow = { ...PROPOSED, name: 'best', title: 'proposed rule, best', row: 'best' };
const KROTOV_HOPFIELD: RuleRow = { name: 'krotov-hopfield', rule: 'krotov-hopfield', title: 'K&H' };
const CONTROL: RuleRow = { name: 'control', rule: 'random-features', title: 'control' };

/** Columns of Table 1, with the rules that are asked about and what the column takes. */
const COLUMNS = [
  {
    column: 'cifar-10/free/1',
    title: 'CIFAR-10',
    rows: [PROPOSED, KROTOV_HOPFIELD, CONTROL],
    taken: 'centred',
  },
  {
    column: 'cifar-10/nonneg/1',
    title: 'CIFAR-10 with the constraint',
    rows: [PROPOSED, BEST, KROTOV_HOPFIELD, CONTROL],
    taken: 'centred',
  },
  {
    column: 'mnist/nonneg/10',
    title: 'ten layers',
    rows: [PROPOSED, BEST, KROTOV_HOPFIELD, CONTROL],
    taken: 'centred',
  },
  {
    column: 'mnist/nonneg/2',
    title: 'two layers with the constraint',
    rows: [PROPOSED, BEST, KROTOV_HOPFIELD, CONTROL],
    taken: 'scaled',
  },
  {
    column: 'mnist/nonneg/1a',
    title: 'one layer with the constraint',
    rows: [PROPOSED, BEST, KROTOV_HOPFIELD, CONTROL],
    taken: 'scaled',
  },
] as const;

/** What the gradient-trained output layer learns from: activity, or its deviations from the units' means. */
export const HEAD_INPUT_QUESTIONS: readonly Question[] = COLUMNS.flatMap(({ column, title, rows, taken }) =>
  rows.map(({ name, rule, title: ruleTitle, row }): Question => ({
    name: `head-input-${name}-${column.replaceAll('/', '-')}`,
    title: `Gradient-trained output layer: centred activity, ${title}, ${ruleTitle}`,
    reason:
      'Where the units of a layer have much in common, plain steps on their activity do not converge in any budget of Table 1: what they have in common drowns what sets images apart. Deviations from the units’ means can express the same functions.',
    column,
    rule,
    ...(row && { row }),
    candidates: CANDIDATES,
    taken: { table1: taken },
    because:
      taken === 'centred'
        ? 'One for all rules of a column, and one rate for all columns.'
        : 'On digits behind one or two layers there is little to gain.',
  })),
);
