import type {
  Architecture,
  Budget,
  Cell,
  Dataset,
  DatasetTraits,
  Model,
  RunRecord,
  Scale,
  Streams,
  Trainer,
} from '@hebbench/core';
import type { z } from 'zod';
import type { DataKey } from './run/data-key.ts';
import type { Watch, WatchContext } from './run/watch.ts';

/** What a suite runs. It stands in a module of its own, which loads nothing that computes: a list of cells is at once there. */
export interface Grid {
  /** In kebab case; `--filter` takes it. Also the folder of its report. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** Whether it reproduces a part of the paper: `--filter paper` takes all of these. @defaultValue false */
  readonly paper?: boolean;
  /** The cells at a scale, in the order of the report. */
  cells(scale: Scale, options: CellOptions): Cell[];
}

/** A benchmark: which cells to run, what to measure on each trained model, and how to report it. */
export interface Suite extends Grid {
  /** Packages beyond those of training whose versions a cell's numbers depend on, without `@hebbench/`. @defaultValue none */
  packages?(cell: Cell, set: DatasetTraits): readonly string[];
  /**
   * Modules whose code measures a trained model, as absolute paths: with all that they import, they decide the numbers
   * of a run beside its training.
   */
  readonly scoring: readonly string[];
  /** What the record of a cell holds. One that holds anything else is damaged. */
  metrics(cell: Cell): ExpectedMetrics;
  /**
   * Numbers of a record that two reports are held against each other by, by what they are called, the first the most
   * important. Of those that {@link Suite.metrics} names in percent, the unit is known.
   * @defaultValue all metrics
   */
  compared?(record: RunRecord): Readonly<Record<string, number>>;
  /**
   * Looks at a network while it trains; {@link ScoreContext.watched} is what it has seen in the end. Its code belongs to
   * {@link Suite.scoring}. `undefined` for a cell that nobody watches. @defaultValue nobody does
   */
  watch?(context: WatchContext): Watch | undefined;
  /** Measures a trained model. Runs in the process that trained it, right after training. */
  score(context: ScoreContext): Promise<Score> | Score;
  /**
   * Multiplications of scoring, for the order of the runs and the time that is left.
   * @defaultValue those of testing the network
   */
  scoringCost?(cell: Cell, set: DatasetTraits): number;
  /** Cells whose networks scoring asks for, see {@link ScoreContext.network}: these are trained first. @defaultValue none */
  networks?(cell: Cell, set: DatasetTraits): Cell[];
  /** The files of the report by name, e.g. `table1.csv`. A pure function of the results. */
  report(results: SuiteResults): Promise<ReadonlyMap<string, string | Uint8Array>>;
  /** The result as text for a terminal. */
  terminal(results: SuiteResults, style: TerminalStyle): string;
}

/** Metrics that a record can have. */
export interface ExpectedMetrics {
  /** Names of those that every record has. */
  readonly always: readonly string[];
  /** Names of those in percent, between 0 and 100. */
  readonly percentages: RegExp;
  /** Schemas of the details that every record has, by name. @defaultValue none */
  readonly details?: Readonly<Record<string, z.ZodType>>;
}

/** What the command line asks of a suite. */
export interface CellOptions {
  /** Further rules to run over the suite's grid, by name (`--rule`). The suite's own rules if empty. */
  readonly rules: readonly string[];
  /** Names of all rules that can be run, for a suite that runs every rule. @defaultValue none */
  readonly installed?: readonly string[];
  /** Number of seeds (0, 1, …) a cell; the scale's own number if left out. */
  readonly seeds?: number;
  /** Data sets to run the suite's grid on, in place of its own (`--dataset`). @defaultValue the suite's own */
  readonly sets?: readonly DatasetTraits[] | undefined;
}

/** A trained model and what it was trained on. */
export interface ScoreContext {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly cell: Cell;
  readonly seed: number;
  /** Random numbers for scoring, apart from training's. */
  readonly streams: Streams;
  readonly signal: AbortSignal;
  /** What {@link Suite.watch} saw while the model was trained, as its `result` gives it. Missing without one. */
  readonly watched?: unknown;
  /**
   * Another network of the cell's rule, with its hyperparameters, to be trained on something else.
   * @param changes - what its shape differs in. @defaultValue nothing
   */
  create(budget: Budget, streams: Streams, changes?: Partial<Architecture>): Trainer;
  /** The trained network of another cell on the same data, with the same seed. Its user disposes it. */
  network(cell: Cell): Promise<Model>;
}

/** What scoring found. */
export interface Score {
  /** Accuracies in percent, 0 … 100. */
  readonly metrics: Readonly<Record<string, number>>;
  /** JSON values that are more than a number. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** All that a suite's report is made of. */
export interface SuiteResults {
  readonly scale: Scale;
  readonly data: DataKey;
  /** All cells of the suite at this scale, run or not. */
  readonly cells: readonly Cell[];
  /** The stored records of these cells. */
  readonly records: readonly RunRecord[];
  /** Flags of the command that repeats a cell, beyond those of all cells, by the cell's id. @defaultValue none */
  readonly flags?: ReadonlyMap<string, string>;
  /** The published results of the same cells, to stand beside these. @defaultValue none */
  readonly published?: SuiteResults;
  /** Records with settings, or of code, that the cell or its rule no longer has. @defaultValue none */
  readonly outdated?: readonly RunRecord[];
  /** Runs that check the others: cells drawn at random, with further seeds. @defaultValue none */
  readonly checks?: readonly RunRecord[];
  /** What the installed rules are called, by name. @defaultValue none */
  readonly titles?: ReadonlyMap<string, string>;
  /** The data sets that the suite's grid ran on in place of its own. @defaultValue its own */
  readonly sets?: readonly DatasetTraits[] | undefined;
}

/** How a terminal wants its text. */
export interface TerminalStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether ANSI colours are wanted. */
  readonly colour: boolean;
  /** Ids of the cells that the command asked for: a suite of many tables shows those with one of them. @defaultValue all */
  readonly asked?: ReadonlySet<string>;
}
