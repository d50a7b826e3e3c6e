import type { TextTable } from '../common/markdown.ts';

/** A data set with or without the constraint: rules are ranked within it. */
export interface Group {
  readonly title: string;
  readonly dataset: 'mnist' | 'cifar-10';
  readonly nonnegative: boolean;
}

/** The groups in the order of the report. */
export const GROUPS: readonly Group[] = [
  { title: 'MNIST', dataset: 'mnist', nonnegative: false },
  { title: 'MNIST⁺', dataset: 'mnist', nonnegative: true },
  { title: 'CIFAR-10', dataset: 'cifar-10', nonnegative: false },
  { title: 'CIFAR-10⁺', dataset: 'cifar-10', nonnegative: true },
];

/** A table with a title. */
export interface TitledTable extends TextTable {
  readonly title: string;
}
