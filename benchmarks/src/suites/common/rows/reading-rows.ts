import type { Cell, Scale } from '@hebbench/core';
import type { Column } from '../columns.ts';
import { sharedSettings } from '../readings.ts';
import { CONTROL_ROW } from './control.ts';
import { PROPOSED } from './proposed.ts';
import { CHOSEN, OF_PRESETS, READINGS_BESIDE } from './readings-beside.ts';
import type { ReadingBeside, Row, Variant } from './row.ts';

/** What tells the reading of a network. */
export type ReadNetwork = Pick<Cell, 'rule' | 'head' | 'preset' | 'nonnegative' | 'scale'>;

/** Readings are those of the constraint, at the paper's sizes: at others, networks are those of the presets. */
const SCALES: readonly Scale[] = ['paper'];

const rowsOf = (reading: ReadingBeside): Row[] => reading.rows.map((row) => under(reading, row));

/** Rows under the readings beside the chosen one: in the columns with the constraint, at the paper's sizes. */
export const READING_ROWS: readonly Row[] = READINGS_BESIDE.flatMap(rowsOf);

const CHOSEN_ROWS = rowsOf(CHOSEN);

const isRead = ({ nonnegative, scale }: Pick<Cell, 'nonnegative' | 'scale'>): boolean =>
  nonnegative && SCALES.includes(scale);

/** What a row of the table runs in a column: with the constraint, at the paper's sizes, its network under the chosen reading. */
export function settingsOf(row: Row, { nonnegative }: Column, scale: Scale): Row {
  const chosen = isRead({ nonnegative, scale }) && CHOSEN_ROWS.find((each) => each.beside === row);
  return chosen || row;
}

/** A row under a reading, or as it is, where that reading does not change it. */
export function rowUnder(reading: ReadingBeside | undefined, row: Row): Row {
  if (!reading || reading === CHOSEN) return row;
  const own = READING_ROWS.find((each) => each.beside === row && each.reading === reading);
  return own ?? rowUnder(reading.shares, row);
}

/** Seeds of a network under a reading, of those that it has otherwise: a verdict needs three. */
export function seedsUnder(reading: ReadingBeside | undefined, seeds: number): number {
  return !reading || reading.hasAllSeeds ? seeds : Math.min(seeds, SEEDS_BESIDE);
}

const SEEDS_BESIDE = 3;

/** Whether a cell is the control of another one of its shape: what it has of equation (6), the other one has, too. */
export function isControlOf(cell: ReadNetwork, of: ReadNetwork): boolean {
  return cell.rule === CONTROL_ROW.rule && readingOf(cell) === readingOfControl(of);
}

/** The row that holds the control of a network. */
export function controlOf(network: ReadNetwork): Row {
  return rowUnder(readingOfControl(network), CONTROL_ROW);
}

function readingOfControl(network: ReadNetwork): ReadingBeside | undefined {
  const reading = readingOf(network);
  if (reading) return reading.rows.includes(CONTROL_ROW) ? reading : reading.shares;
  // K&H's network and that with our settings have equation (6) as the presets have it.
  return isRead(network) ? OF_PRESETS : undefined;
}

/** What stands in front of the names of output layers. */
const PREFIXES = [CHOSEN, ...READINGS_BESIDE].flatMap((reading) =>
  reading.rows.flatMap((row) => {
    const prefix = reading.prefix?.(row);
    return prefix === undefined ? [] : [{ reading, rule: row.rule, prefix: `${prefix}-` }];
  }),
);

const prefixOf = ({ rule, head }: Pick<Cell, 'rule' | 'head'>): (typeof PREFIXES)[number] | undefined =>
  PREFIXES.find((each) => each.rule === rule && head.startsWith(each.prefix));

/** The reading of a network; none where only one is run, and for rules that readings do not change. */
export function readingOf(network: ReadNetwork): ReadingBeside | undefined {
  const named = prefixOf(network);
  if (named) return named.reading;
  const isOfPresets =
    isRead(network) &&
    network.preset === 'paper' &&
    OF_PRESETS.rows.some(({ rule }) => rule === network.rule);
  return isOfPresets ? OF_PRESETS : undefined;
}

/** Whether all that is shown of a network is shown under its reading: under further ones, what the paper shows. */
export function isShownInFull(network: ReadNetwork): boolean {
  const reading = readingOf(network);
  return !reading || reading === CHOSEN || reading === OF_PRESETS;
}

/** Name of an output layer without that of its reading. */
export function plainHead(network: Pick<Cell, 'rule' | 'head'>): string {
  return network.head.slice(prefixOf(network)?.prefix.length ?? 0);
}

/** Name of another output layer under the reading of a network. */
export function headUnder(network: Pick<Cell, 'rule' | 'head'>, head: string): string {
  return `${prefixOf(network)?.prefix ?? ''}${head}`;
}

function under(reading: ReadingBeside, row: Row): Row {
  const { title, candidate, shared = candidate, learning, passes } = reading;
  const prefix = reading.prefix?.(row);
  const learns = row.rule === PROPOSED.rule;
  return {
    ...row,
    title: `${row.title}, ${title}`,
    scales: SCALES,
    beside: row,
    reading,
    has: (column) => column.nonnegative && (reading.has?.(column) ?? true),
    // Their passes are those that come nearest to the paper.
    ...(learns && passes && { isBudgetChosenByPaper: () => true }),
    variant(column, scale) {
      const { head, hyperparameters } = row.variant(column, scale);
      return {
        head: prefix === undefined ? head : `${prefix}-${head}`,
        hyperparameters: {
          ...hyperparameters,
          ...sharedSettings(learns ? candidate : shared),
          ...(learns && { ...learning, ...candidate.learning }),
        },
      };
    },
    budget(column, scale, variant: Variant) {
      const budget = row.budget(column, scale, {
        ...variant,
        head: plainHead({ rule: row.rule, head: variant.head }),
      });
      return learns && passes ? { ...budget, hiddenEpochs: passes(column) } : budget;
    },
  };
}
