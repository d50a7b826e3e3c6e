import type { Cell, DatasetTraits, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { PAPER_SETS } from './sets.ts';
import { tableEntries } from '../table1/cells.ts';
import { ON_INPUTS, plainHead, readingOf, rowOf } from './rows/index.ts';

/** A network of Table 1 that a figure looks at. */
export interface FigureNetwork {
  /** For people, e.g. `proposed, WP output`. */
  readonly title: string;
  /** The cell of Table 1. Cells made from it train the same network, so that it is trained once. */
  readonly cell: Cell;
}

/** What a network is called in figures. */
export function networkTitle({ rule, head }: Pick<Cell, 'rule' | 'head'>): string {
  const { title, titles } = rowOf(rule);
  if (head.startsWith('power-')) return `${title}, n = ${head.slice('power-'.length)}`;
  const reading = readingOf({ head });
  const network = titles?.[plainHead({ head })] ?? title;
  return reading ? `${network}${BESIDE}` : network;
}

/** What follows the name of a network under the other reading of equation (6). */
const BESIDE = `, ${ON_INPUTS.title}`;

/** What a network is called under the other reading of equation (6). */
export function underOtherReading(network: string): string {
  return `${network}${BESIDE}`;
}

/** What a network is called under the reading of another one, if there is such a network. */
export function underReadingOf(other: string, name: string, names: ReadonlySet<string>): string {
  const renamed = other.endsWith(BESIDE) ? underOtherReading(name) : name;
  return names.has(renamed) ? renamed : name;
}

/**
 * The networks with one hidden layer and the constraint, as in the paper's figures: those of the table's rules, or of
 * the rules that were asked for.
 * @param readings - of equation (6): that of the presets, or the other one as well. @defaultValue 'own'
 */
export function constrainedNetworks(
  scale: Scale,
  set: DatasetTraits,
  options: CellOptions,
  readings: 'own' | 'all' = 'own',
): FigureNetwork[] {
  const sets = PAPER_SETS.some(({ name }) => name === set.name) ? undefined : [set];
  const entries = tableEntries(scale, { ...options, sets }).filter(
    ({ row, column, repeats }) =>
      !repeats &&
      row.preset === 'paper' &&
      (readings === 'all' || !row.beside) &&
      column.set.name === set.name &&
      column.nonnegative &&
      column.hiddenLayers === 1,
  );
  return entries.map(({ cell }) => ({ title: networkTitle(cell), cell }));
}

/** A cell of another suite on the network of one of Table 1's: `suite/…` in place of `table1/…`. */
export function onNetwork(suite: string, cell: Cell, changes: Partial<Cell> = {}): Cell {
  return { ...cell, ...changes, suite, id: `${suite}/${cell.id.split('/').slice(1).join('/')}` };
}
