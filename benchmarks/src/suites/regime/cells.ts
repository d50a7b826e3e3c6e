import type { Cell, DatasetTraits, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { constrainedNetworks, onNetwork } from '../common/networks.ts';
import { CHOSEN, PROPOSED, readingOf } from '../common/rows/index.ts';
import { FIGURE_SETS } from '../common/sets.ts';

/** The printed rate of equation (1), and ten times of it. */
const RATES = [0.0005, 0.005] as const;

interface RegimeScale {
  /** Epochs of the hidden layer; 0 leaves it untrained. */
  readonly epochs: readonly number[];
  readonly seeds: number;
  readonly attackedImages: number;
}

/** Sizes of the suite at each scale. */
export const REGIME_SCALES: Readonly<Record<Scale, RegimeScale>> = {
  smoke: { epochs: [1, 10], seeds: 1, attackedImages: 40 },
  quick: { epochs: [1, 3, 10, 30], seeds: 1, attackedImages: 300 },
  paper: { epochs: [1, 2, 3, 5, 10, 20, 50], seeds: 3, attackedImages: 1000 },
};

/** The proposed rule's network with the constraint and one hidden layer, after more and more training of that layer. */
export function regimeCells(scale: Scale, { rules, seeds, sets = FIGURE_SETS }: CellOptions): Cell[] {
  if (rules.length > 0 && !rules.includes(PROPOSED.rule)) return [];
  return sets.flatMap((set) => cellsOn(scale, set, seeds));
}

function cellsOn(scale: Scale, set: DatasetTraits, seeds: number | undefined): Cell[] {
  const sizes = REGIME_SCALES[scale];
  // Of both, the first has a gradient-trained output layer.
  const ofTable = constrainedNetworks(scale, set, { rules: [] }).find(
    ({ cell }) => cell.rule === PROPOSED.rule,
  )!;
  const [ofPresets] = constrainedNetworks(scale, set, { rules: [PROPOSED.rule] });
  const cellsOf = (network: Cell, name: string, rates: readonly number[]): Cell[] => {
    const cellOf = (rate: number, epochs: number): Cell => ({
      ...onNetwork('regime', network, {
        hyperparameters: { ...network.hyperparameters, hiddenLearningRate: rate },
        budget: { ...network.budget, hiddenEpochs: epochs },
        seeds: Array.from({ length: seeds ?? sizes.seeds }, (_, seed) => seed),
      }),
      id: `regime/${set.name}/nonneg/${name}rate-${rate}/epochs-${epochs}`,
    });
    return [
      cellOf(RATES[0], 0),
      ...rates.flatMap((rate) => sizes.epochs.map((epochs) => cellOf(rate, epochs))),
    ];
  };
  // Ten times the printed rate is a matter of the presets: under the chosen reading, the printed one needs no help.
  const chosen =
    readingOf(ofTable.cell) === CHOSEN ? cellsOf(ofTable.cell, `${CHOSEN.name}/`, [RATES[0]]) : [];
  return [...chosen, ...cellsOf(ofPresets!.cell, '', RATES)];
}
