import type { Budget, PresetName, Scale } from '@hebbench/core';
import type { Column } from '../columns.ts';
import type { Reading } from '../readings.ts';

/** What a row runs in a column. */
export interface Variant {
  /** Name of the output layer's variant, for the report. */
  readonly head: string;
  /** What differs from the row's preset. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
}

/** A range of accuracies, in percent. */
export type Range = readonly [low: number, high: number];

/**
 * A row of Table 1: a rule with one of its presets, and all that the suites know of it. What runs, and for how long, is
 * said here, so that no suite asks for a rule.
 */
export interface Row {
  readonly rule: string;
  readonly preset: PresetName;
  readonly title: string;
  /** Test accuracy in percent by column, as the paper prints it; `null` is its N/A. Empty for a row of ours. */
  readonly paper: Readonly<Record<string, number | null>>;
  /** What the paper prints of the row's network in its figures, which are of its drawings. @defaultValue nothing */
  readonly printed?: {
    /** Weights that are zero, in percent. */
    readonly sparsity?: number;
    /** Whether the length of hidden training, which it does not print, was chosen by that number. @defaultValue false */
    readonly sparsityWasChosen?: boolean;
    /** Its word for how the weights are distributed. */
    readonly weights?: 'lognormal' | 'bimodal';
    /** Accuracy at one shot; it says nothing of the protocol. */
    readonly oneShot?: Range;
  };
  /** Scales that have the row. @defaultValue all */
  readonly scales?: readonly Scale[];
  /** Whether it has a column. @defaultValue it has all */
  has?(column: Column): boolean;
  /** The row that it is under another reading of what the paper leaves open than the chosen one. @defaultValue none: it is one of its own */
  readonly beside?: Row;
  /** That reading. @defaultValue the chosen one, where it has networks */
  readonly reading?: ReadingBeside;
  /** Whether its hidden layers learn from labels: then they must not see all images before few-shot learning. @defaultValue false */
  readonly usesLabels?: boolean;
  /** Whether its seeds differ so much through ten layers that a few say little. @defaultValue false */
  readonly variesWhenDeep?: boolean;
  /** What a network of it is called in figures, by its output layer. @defaultValue the row's title */
  readonly titles?: Readonly<Record<string, string>>;
  /** Its network whose layers all learn from each batch, as in the paper's Fig. 1. @defaultValue it has none */
  readonly joint?: Variant;
  /** Keys of the columns whose number the paper took from elsewhere. @defaultValue none */
  readonly quoted?: readonly string[];
  /**
   * Whether a column trains for the fewest epochs that reach the paper's number on validation images, as the paper prints
   * none: that number can then be reached, and agreement with it says no more. @defaultValue none does
   */
  isBudgetChosenByPaper?(column: Column): boolean;
  variant(column: Column, scale: Scale): Variant;
  budget(column: Column, scale: Scale, variant: Variant): Budget;
}

/** A reading of what the paper leaves open under the constraint: `docs/readings.md`. */
export interface ReadingBeside {
  /** In kebab case, unique. */
  readonly name: string;
  /**
   * What the output layers of a row's networks are called in front. Several readings may have one network of a row; it keeps
   * the name under which it was published.
   * @defaultValue nothing: they are called as in the presets
   */
  prefix?(row: Row): string;
  /** For people, after the name of a row. */
  readonly title: string;
  /** What it is, in a sentence. */
  readonly text: string;
  /** Whether its networks have as many seeds as those of a row. Others are evidence, with fewer. */
  readonly hasAllSeeds: boolean;
  /** The rows that have networks of their own under it. */
  readonly rows: readonly Row[];
  /** The reading whose networks of other rules are its own as well. @defaultValue none */
  readonly shares?: ReadingBeside;
  /** The candidate of `docs/readings.md` that it is. */
  readonly candidate: Reading;
  /** The candidate whose networks backpropagation and the control have. @defaultValue the same; others may compute the same */
  readonly shared?: Reading;
  /** What the proposed rule has of it beside the candidate. @defaultValue nothing */
  readonly learning?: Readonly<Record<string, unknown>>;
  /** Columns with the constraint that it has networks in. @defaultValue all */
  has?(column: Column): boolean;
  /** Passes over the images of each hidden layer of the proposed rule. @defaultValue those of its row */
  passes?(column: Column): number;
}

/** A number for each scale, which may depend on the column. */
export type ByScale = Readonly<Record<Scale, (column: Column) => number>>;

/** Epochs of a gradient-trained output layer. */
export const HEAD_EPOCHS: Readonly<Record<Scale, number>> = { smoke: 20, quick: 20, paper: 50 };
