import type { Cell, DatasetKind, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { PAPER_SETS } from '../common/sets.ts';

interface LeagueScale {
  readonly units: number;
  readonly trainImages?: Readonly<Record<DatasetKind, number>>;
  readonly hiddenEpochs: number;
  readonly headEpochs: number;
  readonly seeds: number;
  readonly attackedImages: number;
  readonly draws: number;
}

/** Sizes of the league at each scale. */
export const LEAGUE_SCALES: Readonly<Record<Scale, LeagueScale>> = {
  smoke: {
    units: 100,
    trainImages: { drawing: 2000, photograph: 1000, sound: 1000 },
    hiddenEpochs: 5,
    headEpochs: 5,
    seeds: 1,
    attackedImages: 40,
    draws: 2,
  },
  quick: {
    units: 500,
    trainImages: { drawing: 20_000, photograph: 10_000, sound: 10_000 },
    hiddenEpochs: 10,
    headEpochs: 10,
    seeds: 2,
    attackedImages: 200,
    draws: 10,
  },
  paper: { units: 2000, hiddenEpochs: 50, headEpochs: 50, seeds: 5, attackedImages: 1000, draws: 20 },
};

/**
 * Shares of the budget. Every rule is trained with each of them, anew and to the end of its own schedules: what it
 * reaches in how many seconds is then known without a clock that decides when training ends.
 */
const SHARES = [1, 0.1, 0.3];

/** Every rule on each data set, with and without the constraint: one hidden layer, the same budgets, preset `best`. */
export function leagueCells(
  scale: Scale,
  { rules, installed = [], seeds, sets = PAPER_SETS }: CellOptions,
): Cell[] {
  const sizes = LEAGUE_SCALES[scale];
  const names = rules.length > 0 ? rules : installed;
  return names.flatMap((rule) =>
    sets.flatMap(({ name: dataset, kind }) =>
      [false, true].flatMap((nonnegative) =>
        SHARES.map((share): Cell => {
          const trainImages = sizes.trainImages?.[kind];
          const id = `rules/${dataset}/${nonnegative ? 'nonneg' : 'free'}/${rule}`;
          return {
            id: share === 1 ? id : `${id}/share-${share}`,
            suite: 'rules',
            scale,
            dataset,
            hidden: [sizes.units],
            nonnegative,
            rule,
            head: 'default',
            preset: 'best',
            hyperparameters: {},
            budget: {
              hiddenEpochs: partOf(sizes.hiddenEpochs, share),
              headEpochs: partOf(sizes.headEpochs, share),
            },
            seeds: Array.from({ length: seeds ?? sizes.seeds }, (_, seed) => seed),
            ...(trainImages !== undefined && { trainImages }),
          };
        }),
      ),
    ),
  );
}

/** Whether a cell has the whole budget: these cells are the league at equal epochs. */
export function hasWholeBudget({ scale, budget }: Cell): boolean {
  return budget.headEpochs === LEAGUE_SCALES[scale].headEpochs;
}

/** Epochs, without the digits that a product of binary fractions adds. */
function partOf(epochs: number, share: number): number {
  return Number((epochs * share).toFixed(3));
}
