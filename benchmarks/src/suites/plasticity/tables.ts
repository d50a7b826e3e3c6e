import { toCsv } from '@hebbench/report';
import { numberText } from '../common/claims.ts';
import type { TextTable } from '../common/markdown.ts';
import { METRIC_COLUMNS, metricRows } from '../common/measured-network.ts';
import { growth, pruningOf, unitsOf, type NetworkResult, type PlasticityResults } from './results.ts';
import type { TrainingPoint } from './watch.ts';

/** Networks after long training. */
export function longTable(long: readonly NetworkResult[]): TextTable {
  return {
    columns: [
      'network',
      'epochs',
      'training %',
      'test %',
      'gap',
      'gain of stopping',
      'hidden layer’s',
      'silent %',
      'born %',
      'lost %',
      'change',
      'of the first',
      'median life',
    ],
    rows: long.map(({ title, cell, of }) => [
      title,
      `${cell.budget.hiddenEpochs} + ${cell.budget.headEpochs}`,
      numberText(of('trainAccuracy'), 2),
      numberText(of('accuracy'), 2),
      numberText(of('gap'), 2),
      numberText(of('outputGain'), 2),
      numberText(of('hiddenGain'), 2),
      numberText(of('silent'), 1),
      numberText(of('born'), 2),
      numberText(of('lost'), 2),
      numberText(of('change'), 4),
      numberText(of('changeLeft'), 3),
      numberText(of('medianLifetime'), 0),
    ]),
  };
}

/** What the columns of {@link longTable} and {@link widthTable} are. */
export const COLUMN_NOTES: readonly string[] = [
  'Gap: training less test accuracy, in points. Gain of stopping: test accuracy at the epoch with the best validation accuracy less that at the last epoch; of the hidden layer, that of a further output layer, which learns from its activity by gradient, the same for every rule.',
  'Silent: hidden weights that are exactly 0 after training. Born, lost: weights that came from 0, and went to 0, in the last epoch in which hidden weights learn, in percent of all. Change: length of that epoch’s change of the weights as a share of their length; of the first: as a share of the first epoch’s change.',
  'Median life: epochs after which half of the synapses born in training are lost again, by the product-limit estimate; – where more than half outlive the training.',
  'In use: hidden weights that are not 0. Removable: how many of those in use can be set to 0, the smallest first, before the network loses a point on test images.',
];

/** Networks of several widths. */
export function widthTable(widths: readonly NetworkResult[]): TextTable {
  return {
    columns: ['network', 'units', 'test %', 'gap', 'in use', 'in use %', 'removable %'],
    rows: widths.map((network) => {
      const [used, weights] = [network.of('used'), network.of('weights')];
      return [
        network.title,
        String(unitsOf(network)),
        numberText(network.of('accuracy'), 2),
        numberText(network.of('gap'), 2),
        used ? Math.round(used.mean).toString() : '–',
        used && weights ? ((100 * used.mean) / weights.mean).toFixed(1) : '–',
        numberText(network.of('removable'), 0),
      ];
    }),
  };
}

/** With which power of the width the synapses in use grow, rule by rule. */
export function growthTable(widths: readonly NetworkResult[]): TextTable {
  const titles = [...new Set(widths.map(({ title }) => title))];
  return {
    columns: ['network', 'power of the width'],
    rows: titles.map((title) => [
      title,
      numberText(growth(widths.filter((each) => each.title === title)), 3),
    ]),
  };
}

/** `plasticity.csv`: one row a network and metric. */
export function metricsCsv({ long, widths }: PlasticityResults): string {
  return toCsv(
    ['experiment', 'units', ...METRIC_COLUMNS],
    [...long, ...widths].flatMap((network) =>
      metricRows(network, {
        experiment: long.includes(network) ? 'long' : 'widths',
        units: unitsOf(network),
      }),
    ),
  );
}

/** `training.csv`: one row a network, seed and point of training. */
export function trainingCsv(long: readonly NetworkResult[]): string {
  return toCsv(
    [
      'network',
      'seed',
      'phase',
      'trains',
      'epoch',
      'train',
      'validation',
      'test',
      'silent',
      'born',
      'lost',
      'change',
    ],
    long.flatMap(({ title, result }) =>
      result.records.flatMap(({ seed, details }) =>
        (details['points'] as readonly TrainingPoint[]).map(({ synapses, ...point }) => ({
          network: title,
          seed,
          ...point,
          train: point.train.toFixed(2),
          validation: point.validation.toFixed(2),
          test: point.test.toFixed(2),
          silent: synapses?.silent.toFixed(3),
          born: synapses?.born.toFixed(4),
          lost: synapses?.lost.toFixed(4),
          change: synapses?.change.toPrecision(4),
        })),
      ),
    ),
  );
}

/** `pruning.csv`: one row a network and share that is removed, mean over seeds. */
export function pruningCsv(widths: readonly NetworkResult[]): string {
  return toCsv(
    ['network', 'units', 'removed', 'accuracy'],
    widths.flatMap((network) =>
      pruningOf(network).map(({ removed, accuracy }) => ({
        network: network.title,
        units: unitsOf(network),
        removed,
        accuracy: accuracy.toFixed(2),
      })),
    ),
  );
}
