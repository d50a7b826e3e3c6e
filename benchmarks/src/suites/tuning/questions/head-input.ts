import type { Candidate, Question } from '../question.ts';
import { SHORT_TRAINING } from './krotov-hopfield.ts';

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
interface RuleRow extends Pick<Question, 'rule' | 'row' | 'head' | 'shared' | 'hiddenEpochs'> {
  readonly name: string;
  readonly title: string;
}

const PROPOSED: RuleRow = { name: 'proposed', rule: 'hebbian-wp', title: 'proposed rule' };
const BEST: RuleRow = { ...PROPOSED, name: 'best', title: 'proposed rule, best', row: 'best' };
const KROTOV_HOPFIELD: RuleRow = { name: 'krotov-hopfield', rule: 'krotov-hopfield', title: 'K&H' };
/** On colour photographs, before its units settle; see `settled-cifar` for those that have. */
const UNSETTLED: RuleRow = { ...KROTOV_HOPFIELD, ...SHORT_TRAINING, shared: { power: 4.5 } };
const CONTROL: RuleRow = { name: 'control', rule: 'random-features', title: 'control' };

const CENTRED = {
  taken: 'centred-adam-0.001',
  because:
    'One for all rules of the column but K&H, and within the error of this search of the most accurate.',
} as const;
const SETTLED = {
  because: 'Table 1 takes longer training and another power (question `settled-cifar`).',
} as const;
const SCALED = { taken: 'scaled', because: 'On digits the common setting is kept.' } as const;

/** A column of Table 1 with one of its rows, and what the table takes there. */
interface Place extends RuleRow {
  readonly column: string;
  readonly columnTitle: string;
  readonly taken?: string;
  readonly because: string;
}

function places(
  column: string,
  columnTitle: string,
  rows: readonly (readonly [RuleRow, Pick<Place, 'taken' | 'because'>])[],
): Place[] {
  return rows.map(([row, answer]) => ({ ...row, ...answer, column, columnTitle }));
}

const PLACES: readonly Place[] = [
  ...places('cifar-10/free/1', 'CIFAR-10', [
    [PROPOSED, CENTRED],
    [UNSETTLED, SETTLED],
    [CONTROL, CENTRED],
  ]),
  ...places('cifar-10/nonneg/1', 'CIFAR-10 with the constraint', [
    [PROPOSED, CENTRED],
    [BEST, CENTRED],
    [UNSETTLED, SETTLED],
    [CONTROL, CENTRED],
  ]),
  ...[
    ['mnist/nonneg/10', 'ten layers'],
    ['mnist/nonneg/2', 'two layers with the constraint'],
    ['mnist/nonneg/1a', 'one layer with the constraint'],
  ].flatMap(([column, title]) =>
    places(
      column!,
      title!,
      [PROPOSED, BEST, KROTOV_HOPFIELD, CONTROL].map((row) => [row, SCALED] as const),
    ),
  ),
];

/** What the gradient-trained output layer learns from: activity, or its deviations from the units' means. */
export const HEAD_INPUT_QUESTIONS: readonly Question[] = PLACES.map(
  ({
    name,
    title,
    rule,
    row,
    head,
    shared,
    hiddenEpochs,
    column,
    columnTitle,
    taken,
    because,
  }): Question => ({
    name: `head-input-${name}-${column.replaceAll('/', '-')}`,
    title: `Gradient-trained output layer: centred activity, ${columnTitle}, ${title}`,
    reason:
      'Where the units of a layer have most in common, steps on their activity do not converge in the epochs of Table 1: what they have in common drowns what sets images apart. Deviations from the units’ means can express the same functions.',
    column,
    rule,
    ...(row && { row }),
    ...(head && { head }),
    ...(shared && { shared }),
    ...(hiddenEpochs && { hiddenEpochs }),
    without: ['headInput', 'headLearningRate'],
    candidates: CANDIDATES,
    taken: taken === undefined ? {} : { table1: taken },
    because,
  }),
);
