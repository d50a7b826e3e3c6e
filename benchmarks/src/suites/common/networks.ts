import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { tableEntries } from '../table1/cells.ts';
import { rowTitle } from '../table1/paper.ts';

/** A network of Table 1 that a figure looks at. */
export interface FigureNetwork {
  /** For people, e.g. `proposed, WP output`. */
  readonly title: string;
  /** The cell of Table 1. Cells made from it train the same network, so that it is trained once. */
  readonly cell: Cell;
}

const TITLES: Readonly<Record<string, string>> = {
  'hebbian-wp/bp-head': 'proposed',
  'hebbian-wp/wp-head': 'proposed, WP output',
  'krotov-hopfield/relu': 'K&H, ReLU',
};

/** What a network is called in figures. */
export function networkTitle({ rule, head }: Pick<Cell, 'rule' | 'head'>): string {
  if (head.startsWith('power-')) return `${rowTitle(rule)}, n = ${head.slice('power-'.length)}`;
  return TITLES[`${rule}/${head}`] ?? rowTitle(rule);
}

/**
 * The networks with one hidden layer and the constraint, as in the paper's figures: those of the table's rules, or of
 * the rules that were asked for.
 */
export function constrainedNetworks(
  scale: Scale,
  dataset: 'mnist' | 'cifar-10',
  options: CellOptions,
): FigureNetwork[] {
  const entries = tableEntries(scale, options).filter(
    ({ row, column, repeats }) =>
      !repeats &&
      row.preset === 'paper' &&
      column.dataset === dataset &&
      column.nonnegative &&
      column.hiddenLayers === 1,
  );
  return entries.map(({ cell }) => ({ title: networkTitle(cell), cell }));
}

/** A cell of another suite on the network of one of Table 1's: `suite/…` in place of `table1/…`. */
export function onNetwork(suite: string, cell: Cell, changes: Partial<Cell> = {}): Cell {
  return { ...cell, ...changes, suite, id: `${suite}/${cell.id.split('/').slice(1).join('/')}` };
}
