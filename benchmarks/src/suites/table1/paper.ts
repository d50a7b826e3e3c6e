import type { PresetName } from '@hebbench/core';

/** A column of the paper's Table 1. */
export interface Column {
  /** Unique, e.g. `mnist/nonneg/1a`. */
  readonly key: string;
  /** As in the paper. ⁺: nonnegativity constraint; ᵃ: output layer trained by BP; ᵇ: extended training. */
  readonly title: string;
  readonly dataset: 'mnist' | 'cifar-10';
  readonly nonnegative: boolean;
  readonly hiddenLayers: number;
  /** Which of two variants of the same network, where the paper has two. */
  readonly variant: 'a' | 'b';
}

/** A row of the table: a rule with one of its presets. */
export interface Row {
  readonly rule: string;
  readonly preset: PresetName;
  readonly title: string;
  /** Test accuracy in percent by column, as the paper prints it; `null` is its N/A. Empty for a row of ours. */
  readonly paper: Readonly<Record<string, number | null>>;
}

function column(
  dataset: Column['dataset'],
  nonnegative: boolean,
  hiddenLayers: number,
  variant?: 'a' | 'b',
): Column {
  const plus = nonnegative ? '⁺' : '';
  const mark = variant === undefined ? '' : variant === 'a' ? 'ᵃ' : 'ᵇ';
  return {
    key: `${dataset}/${nonnegative ? 'nonneg' : 'free'}/${hiddenLayers}${variant ?? ''}`,
    title: `${dataset === 'mnist' ? 'MNIST' : 'CIFAR-10'}${plus} ${hiddenLayers}${mark}`,
    dataset,
    nonnegative,
    hiddenLayers,
    variant: variant ?? 'a',
  };
}

/** The nine columns of the paper's Table 1 (Inoue, Röhrbein, Knoblauch 2026), in its order. */
export const COLUMNS: readonly Column[] = [
  column('mnist', false, 1, 'a'),
  column('mnist', false, 1, 'b'),
  column('mnist', false, 2),
  column('cifar-10', false, 1),
  column('mnist', true, 1, 'a'),
  column('mnist', true, 1, 'b'),
  column('mnist', true, 2),
  column('mnist', true, 10),
  column('cifar-10', true, 1),
];

function values(...accuracies: (number | null)[]): Record<string, number | null> {
  return Object.fromEntries(COLUMNS.map(({ key }, i) => [key, accuracies[i]!]));
}

/** The three rows of the paper's Table 1. */
export const PAPER_ROWS: readonly Row[] = [
  {
    rule: 'hebbian-wp',
    preset: 'paper',
    title: 'proposed',
    paper: values(97.45, 95.46, 97.34, 46.07, 94.2, 90.77, 91.82, 91.33, 33.98),
  },
  {
    rule: 'krotov-hopfield',
    preset: 'paper',
    title: 'K&H',
    paper: values(98.54, 92.56, 88.31, 55.05, 97.98, 90.31, 30.02, null, null),
  },
  {
    rule: 'backprop',
    preset: 'paper',
    title: 'BP',
    paper: values(98.26, null, 98.53, 55.27, 94.47, null, 93.82, 11.35, 36.28),
  },
];

/** Our control: the paper has no such row. */
export const CONTROL_ROW: Row = {
  rule: 'random-features',
  preset: 'paper',
  title: 'control',
  paper: {},
};

/** The proposed rule with settings of ours. The other rules have one preset: their authors', or none but ours. */
export const BEST_ROW: Row = {
  rule: 'hebbian-wp',
  preset: 'best',
  title: 'proposed, best',
  paper: PAPER_ROWS[0]!.paper,
};

/** Whether the paper took a number from others: K&H's accuracy on CIFAR-10 is Krotov and Hopfield's own. */
export function isQuoted({ rule, preset }: Row, { key }: Column): boolean {
  return rule === 'krotov-hopfield' && preset === 'paper' && key === 'cifar-10/free/1';
}

/**
 * Whether an entry trains for the fewest epochs that reach the paper's number on validation images, as the paper prints
 * none: that number can then be reached, and agreement with it says no more.
 */
export function isBudgetChosenByPaper({ rule, preset }: Row, { variant }: Column): boolean {
  return rule === 'hebbian-wp' && preset === 'paper' && variant === 'b';
}

/** What rows are called: the paper's names, or the rule's own. */
export function rowTitle(rule: string): string {
  return [...PAPER_ROWS, CONTROL_ROW].find((row) => row.rule === rule)?.title ?? rule;
}
