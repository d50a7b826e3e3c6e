import type { Cell, DatasetTraits, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { PAPER_SETS } from './sets.ts';
import { tableEntries } from '../table1/cells.ts';
import {
  CHOSEN,
  OF_PRESETS,
  plainHead,
  READINGS_BESIDE,
  readingOf,
  rowOf,
  type ReadingBeside,
  type ReadNetwork,
} from './rows/index.ts';

/** A network of Table 1 that a figure looks at. */
export interface FigureNetwork {
  /** For people, e.g. `proposed, WP output`. */
  readonly title: string;
  /** The cell of Table 1. Cells made from it train the same network, so that it is trained once. */
  readonly cell: Cell;
}

/** What a network is called in figures. */
export function networkTitle(cell: ReadNetwork): string {
  const { rule, head } = cell;
  const { title, titles } = rowOf(rule);
  if (head.startsWith('power-')) return `${title}, n = ${head.slice('power-'.length)}`;
  const reading = readingOf(cell);
  const network = titles?.[plainHead(cell)] ?? title;
  return reading ? underReading(reading, network) : network;
}

/** What a network is called under a reading. */
export function underReading(reading: ReadingBeside, network: string): string {
  return reading === CHOSEN ? network : `${network}, ${reading.title}`;
}

/**
 * What a network is called under the reading of another one, if there is such a network. Rules that readings do not change
 * have equation (6) as the presets have it.
 */
export function underReadingOf(other: string, name: string, names: ReadonlySet<string>): string {
  const isChanged = CHOSEN.rows.some(({ title }) => other.startsWith(title));
  const reading = READINGS_BESIDE.find(({ title }) => other.endsWith(`, ${title}`));
  const candidates = isChanged ? [reading, reading?.shares] : [OF_PRESETS];
  const renamed = candidates.flatMap((each) => (each ? [underReading(each, name)] : []));
  return renamed.find((each) => names.has(each)) ?? name;
}

/**
 * The networks with one hidden layer and the constraint, as in the paper's figures: those of the table's rules, or of
 * the rules that were asked for.
 * @param readings - of equation (6): the chosen one, or the others as well. @defaultValue 'own'
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
