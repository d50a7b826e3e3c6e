import type { Normalisation } from '@hebbench/nn';
import { isDrawn, type Column } from '../columns.ts';
import { BACKPROP } from './backprop.ts';
import { CONTROL_ROW } from './control.ts';
import { PROPOSED } from './proposed.ts';
import type { Row, Variant } from './row.ts';

/** A reading of equation (6) beside that of the presets: `docs/readings.md`. */
export interface ReadingBeside {
  /** What the output layers of its networks are called in front. */
  readonly name: string;
  /** For people, after the name of a row. */
  readonly title: string;
  /** What all of its networks have. */
  readonly normalisation: Normalisation;
  /** What the proposed rule has besides. */
  readonly proposed: Readonly<Record<string, unknown>>;
  /** Passes over the images of each hidden layer of the proposed rule. */
  passes(column: Column): number;
}

/**
 * Equation (6) on what a layer reads, with a β that keeps the mean, and x of equation (1) normalised. Rate as printed; passes
 * are those nearest to the paper's numbers on validation images (suite `tuning`, questions `readings-*`).
 */
export const ON_INPUTS: ReadingBeside = {
  name: 'inputs',
  title: '(6) on inputs',
  normalisation: { at: 'inputs', gain: 'mean' },
  proposed: { learnInput: 'normalised', hiddenLearningRate: 0.0005 },
  passes: ({ set, hiddenLayers }) => (hiddenLayers === 1 && isDrawn(set) ? 2 : hiddenLayers <= 2 ? 3 : 1),
};

/** The rows that equation (6) shapes, under another reading of it: in the columns with the constraint, at the paper's sizes. */
export const READING_ROWS: readonly Row[] = [PROPOSED, BACKPROP, CONTROL_ROW].map((row) =>
  under(ON_INPUTS, row),
);

/** The control of a row, under the row's reading. */
export function controlOf({ beside }: Row): Row {
  return beside ? READING_ROWS.find((row) => row.beside === CONTROL_ROW)! : CONTROL_ROW;
}

/** The reading of a network that is not that of the presets, by the name of its output layer. */
export function readingOf({ head }: Pick<Variant, 'head'>): ReadingBeside | undefined {
  return head.startsWith(`${ON_INPUTS.name}-`) ? ON_INPUTS : undefined;
}

/** Name of an output layer without that of its reading. */
export function plainHead({ head }: Pick<Variant, 'head'>): string {
  const reading = readingOf({ head });
  return reading ? head.slice(reading.name.length + 1) : head;
}

function under({ name, title, normalisation, proposed, passes }: ReadingBeside, row: Row): Row {
  const { rule } = row;
  return {
    ...row,
    title: `${row.title}, ${title}`,
    scales: ['paper'],
    beside: row,
    has: ({ nonnegative }) => nonnegative,
    variant(column, scale) {
      const { head, hyperparameters } = row.variant(column, scale);
      const own = rule === PROPOSED.rule ? proposed : {};
      return { head: `${name}-${head}`, hyperparameters: { ...hyperparameters, normalisation, ...own } };
    },
    budget(column, scale, variant) {
      const budget = row.budget(column, scale, { ...variant, head: plainHead(variant) });
      return rule === PROPOSED.rule ? { ...budget, hiddenEpochs: passes(column) } : budget;
    },
  };
}
