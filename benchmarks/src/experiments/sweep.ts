import type { CellChanges, PresetName } from '@hebbench/core';

/** What experiments change: of each hyperparameter one value or several, of which every combination is tried. */
export interface Sweep {
  /** Values of hyperparameters by name, at least one each. */
  readonly set: Readonly<Record<string, readonly unknown[]>>;
  readonly preset?: PresetName;
  readonly hidden?: readonly number[];
  readonly epochs?: number;
  readonly headEpochs?: number;
  readonly trainImages?: number;
  readonly validation?: boolean;
}

/** Whether a sweep changes anything. */
export function isSweep({ set, validation, ...others }: Sweep): boolean {
  return Object.keys(set).length > 0 || validation === true || Object.keys(others).length > 0;
}

/** Most combinations of values: more are a slip, or work for years. */
export const MOST_COMBINATIONS = 1000;

/** How many combinations of values a sweep has. */
export function combinations({ set }: Sweep): number {
  return Object.values(set).reduce((product, values) => product * values.length, 1);
}

/** Every combination of a sweep's values, the last hyperparameter's changing first. */
export function changesOf({ set, validation, ...others }: Sweep): CellChanges[] {
  const settings = Object.entries(set).reduce<Record<string, unknown>[]>(
    (all, [key, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
  return settings.map((one) => ({
    ...(Object.keys(one).length > 0 && { set: one }),
    ...others,
    ...(validation && { validation: true }),
  }));
}
