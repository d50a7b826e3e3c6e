import type { DatasetTraits } from '@hebbench/core';
import { CIFAR_10, MNIST } from '@hebbench/datasets/traits';

/** A column of the paper's Table 1, on one of its data sets or on another one. */
export interface Column {
  /** Unique, e.g. `mnist/nonneg/1a`. */
  readonly key: string;
  /** Key of the paper's column that it is, or that another data set stands in. */
  readonly paperKey: string;
  /** As in the paper. ⁺: nonnegativity constraint; ᵃ: output layer trained by BP; ᵇ: extended training. */
  readonly title: string;
  readonly set: DatasetTraits;
  readonly nonnegative: boolean;
  readonly hiddenLayers: number;
  /** Which of two variants of the same network, where the paper has two. */
  readonly variant: 'a' | 'b';
}

/** A column without its data set. */
type Place = readonly [nonnegative: boolean, hiddenLayers: number, variant?: 'a' | 'b'];

function column(
  set: DatasetTraits,
  [nonnegative, hiddenLayers, variant]: Place,
  paperSet: DatasetTraits = set,
): Column {
  const plus = nonnegative ? '⁺' : '';
  const mark = variant === undefined ? '' : variant === 'a' ? 'ᵃ' : 'ᵇ';
  const place = `${nonnegative ? 'nonneg' : 'free'}/${hiddenLayers}${variant ?? ''}`;
  return {
    key: `${set.name}/${place}`,
    paperKey: `${paperSet.name}/${place}`,
    title: `${set.title}${plus} ${hiddenLayers}${mark}`,
    set,
    nonnegative,
    hiddenLayers,
    variant: variant ?? 'a',
  };
}

/** The nine columns of the paper's Table 1 (Inoue, Röhrbein, Knoblauch 2026), in its order. */
export const COLUMNS: readonly Column[] = [
  column(MNIST, [false, 1, 'a']),
  column(MNIST, [false, 1, 'b']),
  column(MNIST, [false, 2]),
  column(CIFAR_10, [false, 1]),
  column(MNIST, [true, 1, 'a']),
  column(MNIST, [true, 1, 'b']),
  column(MNIST, [true, 2]),
  column(MNIST, [true, 10]),
  column(CIFAR_10, [true, 1]),
];

/**
 * The columns of the table: the paper's, or those of its columns whose images are alike, with other data sets in them.
 * @param sets - data sets in place of the paper's. @defaultValue the paper's
 */
export function columnsOf(sets: readonly DatasetTraits[] | undefined): readonly Column[] {
  if (!sets) return COLUMNS;
  return sets.flatMap((set) =>
    COLUMNS.filter((each) => isDrawn(each.set) === isDrawn(set)).map(
      ({ set: paperSet, nonnegative, hiddenLayers, variant, key }) =>
        column(set, [nonnegative, hiddenLayers, /[ab]$/.test(key) ? variant : undefined], paperSet),
    ),
  );
}

/** Whether a set's images are shapes on an empty ground, as drawings and sounds are; others need the settings of photographs. */
export function isDrawn({ kind }: Pick<DatasetTraits, 'kind'>): boolean {
  return kind !== 'photograph';
}
