import type { Cell, Scale } from '@hebbench/core';
import { unitsOf } from '@hebbench/core/basics';
import type { CellOptions } from '../../suite.ts';
import { setOf } from '../../run/set-of.ts';
import { isDrawn } from '../common/columns.ts';
import { convolutions } from './layers.ts';
import { ROWS, rowOf, type ConvRow } from './rows.ts';

interface ConvScale {
  /** Channels of the layers of a network of three; shallower ones have the first of them. */
  readonly channels: readonly [number, number, number];
  /** Units of the dense network that convolutions are held against. */
  readonly units: number;
  /** @defaultValue all */
  readonly trainImages?: number;
  /** @defaultValue all */
  readonly testImages?: number;
  readonly hiddenEpochs: number;
  /** Of a dense layer, which has one sample an image where a convolution has its patches: those of the league. */
  readonly denseEpochs: number;
  readonly headEpochs: number;
  /** Epochs of an output layer that weight perturbation trains. */
  readonly perturbedEpochs: number;
  readonly seeds: number;
  readonly attackedImages: number;
}

/** Sizes of the suite at each scale. Those of scale paper are the layers of Journé et al. (2023). */
export const CONV_SCALES: Readonly<Record<Scale, ConvScale>> = {
  smoke: {
    channels: [8, 10, 12],
    units: 20,
    trainImages: 200,
    testImages: 100,
    hiddenEpochs: 1,
    denseEpochs: 2,
    headEpochs: 2,
    perturbedEpochs: 20,
    seeds: 1,
    attackedImages: 5,
  },
  quick: {
    channels: [24, 48, 96],
    units: 1000,
    trainImages: 4000,
    testImages: 2000,
    hiddenEpochs: 1,
    denseEpochs: 20,
    headEpochs: 10,
    perturbedEpochs: 300,
    seeds: 1,
    attackedImages: 50,
  },
  paper: {
    channels: [96, 384, 1536],
    units: 2000,
    hiddenEpochs: 1,
    denseEpochs: 50,
    headEpochs: 50,
    perturbedEpochs: 200,
    seeds: 3,
    attackedImages: 1000,
  },
};

const DATASETS = ['mnist', 'cifar-10'];
/** Numbers of convolutional layers; 0 is a network with one dense layer, which stands below the others. */
const DEPTHS = [1, 2, 3, 0];

/**
 * All rows on both data sets, with and without the constraint, with one to three convolutional layers, and with one dense
 * layer for comparison.
 */
export function convCells(scale: Scale, { rules, seeds }: CellOptions): Cell[] {
  const sizes = CONV_SCALES[scale];
  const { trainImages, testImages } = sizes;
  const own = ROWS.filter(
    ({ rule, scales }) => (rules.length === 0 || rules.includes(rule)) && (scales?.includes(scale) ?? true),
  );
  const further = rules.filter((name) => !ROWS.some(({ rule }) => rule === name)).map(rowOf);
  const cellOf = (dataset: string, nonnegative: boolean, depth: number, row: ConvRow): Cell => {
    const layers = convolutions(sizes.channels.slice(0, depth));
    const dense = depth === 0;
    const shape = dense ? 'dense' : `${depth}-layer`;
    return {
      id: `conv/${dataset}/${nonnegative ? 'nonneg' : 'free'}/${shape}/${row.rule}/${row.head}`,
      suite: 'conv',
      scale,
      dataset,
      ...(dense ? { hidden: [sizes.units] } : { hidden: unitsOf(layers), layers }),
      nonnegative,
      rule: row.rule,
      head: row.head,
      preset: row.preset ?? 'best',
      hyperparameters: { ...row.hyperparameters, ...settingsOf(row, dataset, dense, nonnegative) },
      budget: {
        hiddenEpochs: row.layerWise ? sizes[dense ? 'denseEpochs' : 'hiddenEpochs'] : 0,
        headEpochs: row.perturbed ? sizes.perturbedEpochs : sizes.headEpochs,
      },
      seeds: Array.from({ length: seeds ?? sizes.seeds }, (_, seed) => seed),
      ...(trainImages !== undefined && { trainImages }),
      ...(testImages !== undefined && { testImages }),
    };
  };
  return DATASETS.flatMap((dataset) =>
    [false, true].flatMap((nonnegative) =>
      DEPTHS.flatMap((depth) =>
        [...own, ...further]
          .filter((row) => row.has?.({ convolutions: depth, nonnegative }) ?? true)
          .map((row) => cellOf(dataset, nonnegative, depth, row)),
      ),
    ),
  );
}

/** What a row has on a data set: that of drawn images, if its images are drawn. */
function settingsOf(
  { settings, dense: ofDense }: ConvRow,
  dataset: string,
  dense: boolean,
  nonnegative: boolean,
): ConvRow['hyperparameters'] {
  const { free, nonneg } = (dense ? ofDense : settings)[
    isDrawn(setOf({ dataset })) ? 'drawings' : 'photographs'
  ];
  return nonnegative ? nonneg : free;
}

/** Whether a network is the dense one that convolutions are held against. */
export function isDense({ layers }: Pick<Cell, 'layers'>): boolean {
  return layers === undefined;
}
