import type { DatasetKind, Scale } from '@hebbench/core';
import { isDrawn, type Column } from '../common/columns.ts';
import { seedsUnder, type Row } from '../common/rows/index.ts';

/** Sizes of the table at one scale. Its rows have budgets of their own. */
export interface TableScale {
  /** Units of a hidden layer, by number of hidden layers. */
  readonly units: Readonly<Record<number, number>>;
  /** Images to train on, by what they are; all if left out. */
  readonly trainImages?: Readonly<Record<DatasetKind, number>>;
  /** Seeds a cell. */
  readonly seeds: (column: Column, row: Row) => number;
}

/** The three scales. Results of different scales are never mixed. */
export const TABLE_SCALES: Readonly<Record<Scale, TableScale>> = {
  smoke: {
    units: { 1: 200, 2: 200, 10: 100 },
    trainImages: { drawing: 3000, photograph: 2000, sound: 2000 },
    seeds: () => 1,
  },
  quick: {
    units: { 1: 1000, 2: 1000, 10: 500 },
    trainImages: { drawing: 20_000, photograph: 10_000, sound: 10_000 },
    seeds: () => 1,
  },
  paper: {
    units: { 1: 2000, 2: 2000, 10: 2000 },
    seeds: ({ set, hiddenLayers }, { reading, variesWhenDeep = false }) => {
      if (!isDrawn(set)) return 3;
      if (hiddenLayers <= 2) return seedsUnder(reading, 5);
      return variesWhenDeep ? 5 : 3;
    },
  },
};
