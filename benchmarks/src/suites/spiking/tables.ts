import { toCsv } from '@hebbench/report';
import type { Summary } from '@hebbench/report';
import { numberText } from '../common/claims.ts';
import type { TextTable } from '../common/markdown.ts';
import { METRIC_COLUMNS, metricRows, type MeasuredNetwork } from '../common/measured-network.ts';
import { SPIKING_SCALES, partOf } from './cells.ts';
import { curvesOf, type SpikingResults } from './results.ts';

/** Accuracy of converted networks. */
export function accuracyTable(converted: readonly MeasuredNetwork[]): TextTable {
  return {
    columns: [
      'network',
      'dense %',
      'spiking %',
      'lost',
      'steps to it',
      'same answers %',
      'random spikes %',
      'first spike %',
      'after steps',
    ],
    rows: converted.map(({ title, of }) => [
      title,
      numberText(of('accuracy'), 2),
      numberText(of('spiking'), 2),
      numberText(of('lost'), 2),
      numberText(of('reached'), 0),
      numberText(of('agreement'), 2),
      numberText(of('poisson'), 2),
      numberText(of('firstSpike'), 2),
      numberText(of('firstSpikeSteps'), 1),
    ]),
  };
}

/** Operations of converted networks, an image. */
export function operationsTable(converted: readonly MeasuredNetwork[]): TextTable {
  return {
    columns: [
      'network',
      'dense multiply–adds',
      'of weights not 0',
      'of values not 0, too',
      'spikes',
      'synapses crossed',
      'multiply–adds',
      'membrane updates',
      'silent %',
      'until the first spike',
      'random spikes',
    ],
    rows: converted.map(({ title, of }) => [
      title,
      ...['denseAll', 'densePresent', 'denseNeeded', 'spikes', 'synaptic', 'multiplyAdds', 'updates'].map(
        (name) => countText(of(name)),
      ),
      numberText(of('silent'), 1),
      countText(of('firstSpikeSynaptic')),
      countText(of('poissonSynaptic')),
    ]),
  };
}

/** How equation (6) can be carried, and what each way costs. */
export function carriedTable(converted: readonly MeasuredNetwork[]): TextTable {
  const found = converted.flatMap((network) => {
    const curves = curvesOf(network).filter(({ code, carried }) => code === 'current' && carried !== 'none');
    return curves.map(({ carried, points }) => {
      const { shown } = SPIKING_SCALES[network.cell.scale];
      const at = points.find(({ step }) => step === shown)!;
      const last = points.at(-1)!;
      return [
        network.title,
        carried,
        numberText(network.of('accuracy'), 2),
        numberText(at.accuracy, 2),
        numberText(last.accuracy, 2),
        countText(at.synaptic),
      ];
    });
  });
  return {
    columns: ['network', 'equation (6)', 'dense %', 'spiking %', 'at the last step %', 'synapses crossed'],
    rows: found,
  };
}

/** Robustness of spiking networks beside that of their dense twins. */
export function robustnessTable(networks: readonly MeasuredNetwork[]): TextTable {
  const [first] = networks;
  const epsilons = first ? SPIKING_SCALES[first.cell.scale].attacked.epsilons : [];
  return {
    columns: [
      'network',
      ...epsilons.flatMap((epsilon) => [
        `FGSM ${epsilon}`,
        `PGD ${epsilon}`,
        `transfer ${epsilon}`,
        `dense PGD ${epsilon}`,
      ]),
    ],
    rows: networks.map(({ title, of }) => [
      title,
      ...epsilons.flatMap((epsilon) =>
        ['fgsm', 'pgd', 'transfer', 'dense-pgd'].map((name) => numberText(of(`${name}-${epsilon}`), 1)),
      ),
    ]),
  };
}

/** What others report on digits, beside a network that learned from spikes. */
const REPORTED: readonly (readonly [who: string, accuracy: string])[] = [
  ['Diehl and Cook 2015, 6400 excitatory neurons, STDP without labels, all of MNIST', '95.0'],
];

/** The network that learned from spikes and its control, with what others report. */
export function learnedTable(learned: readonly MeasuredNetwork[]): TextTable {
  return {
    columns: [
      'network',
      'units',
      'test %',
      'training %',
      'weights 0 %',
      'spikes',
      'input spikes',
      'synapses crossed',
    ],
    rows: [
      ...learned.map(({ title, cell, of }) => [
        title,
        cell.hidden.join('-'),
        numberText(of('accuracy'), 2),
        numberText(of('trainAccuracy'), 2),
        numberText(of('absent'), 1),
        countText(of('spikes')),
        countText(of('inputSpikes')),
        countText(of('synaptic')),
      ]),
      ...(learned.length > 0
        ? REPORTED.map(([who, accuracy]) => [who, '', accuracy, '', '', '', '', ''])
        : []),
    ],
  };
}

/** `spiking.csv`: one row a network and metric. */
export function metricsCsv({ converted, learned }: SpikingResults): string {
  return toCsv(
    ['part', 'constraint', ...METRIC_COLUMNS],
    [...converted, ...learned].flatMap((network) =>
      metricRows(network, {
        part: partOf(network.cell),
        constraint: network.cell.nonnegative ? 'nonnegative' : 'none',
      }),
    ),
  );
}

/** `steps.csv`: one row a network, way of input, way of equation (6) and step. */
export function stepsCsv(converted: readonly MeasuredNetwork[]): string {
  return toCsv(
    [
      'network',
      'code',
      'equation_6',
      'step',
      'seeds',
      'accuracy_mean',
      'accuracy_ci95_low',
      'accuracy_ci95_high',
      'synaptic',
    ],
    converted.flatMap((network) =>
      curvesOf(network).flatMap(({ code, carried, points }) =>
        points.map(({ step, accuracy, synaptic }) => ({
          network: network.title,
          code,
          equation_6: carried,
          step,
          seeds: accuracy.count,
          accuracy_mean: accuracy.mean.toFixed(3),
          accuracy_ci95_low: accuracy.ci95?.[0].toFixed(3),
          accuracy_ci95_high: accuracy.ci95?.[1].toFixed(3),
          synaptic: synaptic.mean.toFixed(0),
        })),
      ),
    ),
  );
}

/** A count with three digits, in thousands or millions; `–` where there is none. */
export function countText(summary: Summary | undefined): string {
  if (!summary) return '–';
  const { mean } = summary;
  if (mean >= 1e6) return `${(mean / 1e6).toPrecision(3)} M`;
  return mean >= 1e4 ? `${(mean / 1e3).toPrecision(3)} k` : mean.toFixed(0);
}
