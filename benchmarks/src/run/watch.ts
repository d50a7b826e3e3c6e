import type { Dataset, Cell, Model, Phase } from '@hebbench/core';
import type { CurvePoint } from './curve.ts';

/**
 * Looks at a network while it trains, for what the trained one no longer shows. It changes nothing: neither weights nor
 * random numbers, and it leaves no tensor behind.
 */
export interface Watch {
  /** Runs after each whole epoch (1, 2, …) of each phase; its time does not count as training. */
  epoch(done: { readonly phase: Phase; readonly epoch: number }): void | Promise<void>;
  /** All it needs to go on, as a JSON value: kept with checkpoints. */
  state(): unknown;
  /** Goes on from what {@link Watch.state} gave. */
  restore(state: unknown): void;
  /** What it has seen in the end, as a JSON value: kept with the trained network, for scoring. */
  result(): unknown;
}

/** What a suite makes a {@link Watch} of. */
export interface WatchContext {
  /** At its random start. */
  readonly model: Model;
  readonly dataset: Dataset;
  readonly cell: Cell;
  readonly seed: number;
}

/** A suite's {@link Watch} over one run. */
export interface RunWatch {
  /** Changes with its code and its cell: what another one has seen is of no use to it. */
  readonly identity: string;
  readonly watch: Watch;
}

/** What is found while a network trains, and kept with it. */
export interface Found {
  readonly curve: readonly CurvePoint[];
  /** What a suite's watch has seen, or needs to go on. */
  readonly watched?: { readonly identity: string; readonly seen: unknown };
}

/** {@link Found} as it is stored: a learning curve alone is a list of points. */
export function toStored({ curve, watched }: Found): unknown {
  return watched ? { curve, watched } : curve;
}

/** Reads what {@link toStored} wrote. */
export function fromStored(stored: unknown): Found {
  return Array.isArray(stored) ? { curve: stored as CurvePoint[] } : (stored as Found);
}
