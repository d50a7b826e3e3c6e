import type { Cell } from '@hebbench/core';
import { isDrawn } from '../columns.ts';
import { readingNamed, sharedSettings } from '../readings.ts';
import { BACKPROP } from './backprop.ts';
import { CONTROL_ROW } from './control.ts';
import { PROPOSED } from './proposed.ts';
import type { ReadingBeside, Row, Variant } from './row.ts';

/** η of equation (1). */
const PRINTED = { hiddenLearningRate: 0.0005 };

/** Equation (6) on currents, as in the presets, with the printed rate in place of ten times it. */
export const AS_PRINTED: ReadingBeside = {
  name: 'printed',
  title: 'η as printed',
  text: 'equation (6) is on a layer’s currents, as in the rows without a reading, and hidden layers learn at the printed rate in place of ten times it',
  isOfPresets: true,
  rows: [PROPOSED],
  candidate: readingNamed('currents'),
  passes: ({ hiddenLayers }) => (hiddenLayers > 2 ? 1 : 30),
};

/** Equation (6) on what a layer reads, with a β that keeps the mean, and x of equation (1) normalised. */
export const ON_INPUTS: ReadingBeside = {
  name: 'inputs',
  title: '(6) on inputs',
  text: 'equation (6) is on what a layer reads, with a β that keeps the mean, equation (1) has it as its x, and hidden layers learn at the printed rate',
  isOfPresets: false,
  rows: [PROPOSED, BACKPROP, CONTROL_ROW],
  candidate: readingNamed('inputs-x-mean'),
  passes: ({ set, hiddenLayers }) =>
    !isDrawn(set) ? 30 : hiddenLayers === 1 ? 2 : hiddenLayers === 2 ? 3 : 1,
};

/**
 * {@link ON_INPUTS} with a β of 1. A layer's activity is rescaled by its maximum, so that β matters in the x of equation (1)
 * alone: networks that do not learn by it are those of {@link ON_INPUTS}.
 */
export const ON_INPUTS_UNSCALED: ReadingBeside = {
  name: 'beta-1',
  title: '(6) on inputs, β = 1',
  text: 'the same with a β of 1',
  isOfPresets: false,
  rows: [PROPOSED],
  shares: ON_INPUTS,
  candidate: readingNamed('inputs-x'),
  passes: ({ set }) => (isDrawn(set) ? 1 : 30),
};

/**
 * {@link ON_INPUTS} with the x of equation (1) as a layer reads it, and activity that is clipped at 1 in place of a rescale by
 * its maximum: the reading under which ten layers learn. Elsewhere it is further from the paper than the others.
 */
export const ON_INPUTS_CLIPPED: ReadingBeside = {
  name: 'clip',
  title: '(6) on inputs, clipped',
  text: 'in ten layers alone, equation (6) is on what a layer reads, with a β that keeps the mean, activity is clipped at 1 in place of a rescale by its maximum, and hidden layers learn at the printed rate',
  isOfPresets: false,
  rows: [PROPOSED, CONTROL_ROW],
  candidate: readingNamed('inputs-mean-clip'),
  has: ({ hiddenLayers }) => hiddenLayers > 2,
  passes: () => 4,
};

const SEEDS_BESIDE = 3;

/**
 * Readings beside that of the presets. Passes are those nearest to the paper's numbers on validation images (suite `tuning`,
 * questions `readings-*`).
 */
export const READINGS_BESIDE: readonly ReadingBeside[] = [
  AS_PRINTED,
  ON_INPUTS,
  ON_INPUTS_UNSCALED,
  ON_INPUTS_CLIPPED,
];

/** Their rows: in the columns with the constraint, at the paper's sizes. */
export const READING_ROWS: readonly Row[] = READINGS_BESIDE.flatMap((reading) =>
  reading.rows.map((row) => under(reading, row)),
);

/** A row under a reading, or as it is, where that reading does not change it. */
export function rowUnder(reading: ReadingBeside | undefined, row: Row): Row {
  if (!reading) return row;
  const own = READING_ROWS.find((each) => each.beside === row && each.reading === reading);
  return own ?? rowUnder(reading.shares, row);
}

/** The control of a row, under the row's reading. */
export function controlOf({ reading }: Row): Row {
  return rowUnder(reading, CONTROL_ROW);
}

/** Seeds of a network under a reading, of those that it has otherwise: a verdict needs three. */
export function seedsUnder(reading: ReadingBeside | undefined, seeds: number): number {
  return !reading || reading.isOfPresets ? seeds : Math.min(seeds, SEEDS_BESIDE);
}

/** Whether a cell is the control of another one of its shape, under that one's reading. */
export function isControlOf(cell: Pick<Cell, 'rule' | 'head'>, of: Pick<Cell, 'head'>): boolean {
  const control = rowUnder(readingOf(of), CONTROL_ROW);
  return cell.rule === control.rule && readingOf(cell) === control.reading;
}

/** The reading of a network that is not that of the presets, by the name of its output layer. */
export function readingOf({ head }: Pick<Variant, 'head'>): ReadingBeside | undefined {
  return READINGS_BESIDE.find(({ name }) => head.startsWith(`${name}-`));
}

/** Name of an output layer without that of its reading. */
export function plainHead({ head }: Pick<Variant, 'head'>): string {
  const reading = readingOf({ head });
  return reading ? head.slice(reading.name.length + 1) : head;
}

function under(reading: ReadingBeside, row: Row): Row {
  const { name, title, candidate, passes } = reading;
  const { rule } = row;
  return {
    ...row,
    title: `${row.title}, ${title}`,
    scales: ['paper'],
    beside: row,
    reading,
    has: (column) => column.nonnegative && (reading.has?.(column) ?? true),
    // Their passes are those that come nearest to the paper.
    ...(rule === PROPOSED.rule && { isBudgetChosenByPaper: () => true }),
    variant(column, scale) {
      const { head, hyperparameters } = row.variant(column, scale);
      return {
        head: `${name}-${head}`,
        hyperparameters: {
          ...hyperparameters,
          ...sharedSettings(candidate),
          ...(rule === PROPOSED.rule && { ...PRINTED, ...candidate.learning }),
        },
      };
    },
    budget(column, scale, variant) {
      const budget = row.budget(column, scale, { ...variant, head: plainHead(variant) });
      return rule === PROPOSED.rule ? { ...budget, hiddenEpochs: passes(column) } : budget;
    },
  };
}
