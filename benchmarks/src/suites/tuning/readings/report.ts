import { derivativeTable } from './derivative-table.ts';
import { candidatesOf, layersOf, measuredOf, nearest, recipeOf, type Measured } from './measured.ts';
import type { NotedTable } from '../noted-table.ts';
import type { QuestionTable } from '../question-table.ts';
import { columnTables } from './columns.ts';
import {
  backpropDistance,
  backpropTerms,
  isBlind,
  jointDistance,
  networkDistance,
  proposedTerms,
  type Metrics,
} from './distance.ts';
import { FROZEN_READINGS } from './frozen.ts';
import { READINGS, sharedBy, type Reading } from '../../common/readings.ts';

/** What the questions on readings measure beside accuracy, and how far each reading is from the paper’s numbers. */
export function readingTables(tables: readonly QuestionTable[]): NotedTable[] {
  const proposed = measuredOf(tables, 'readings-one-layer');
  const control = measuredOf(tables, 'readings-control');
  const backprop = measuredOf(tables, 'readings-backprop');
  const frozen: Networks = {
    proposed: measuredOf(tables, 'readings-frozen'),
    control: measuredOf(tables, 'readings-frozen-control'),
    backprop: [],
  };
  const robust = measuredOf(tables, 'readings-robust');
  const derivatives = measuredOf(tables, 'readings-derivative');
  const measured = [...proposed, ...frozen.proposed, ...robust, ...control, ...frozen.control];
  return [
    ...(proposed.length > 0 ? [distances({ proposed, control, backprop }, CANDIDATES)] : []),
    ...columnTables(tables),
    ...(frozen.proposed.length > 0 ? [distances(frozen, WITH_CONSTANTS)] : []),
    ...(measured.length > 0 ? [networks(measured)] : []),
    ...(derivatives.length > 0 ? [derivativeTable(derivatives)] : []),
  ];
}

/** What has been run of readings in one layer. */
interface Networks {
  readonly proposed: readonly Measured[];
  readonly control: readonly Measured[];
  readonly backprop: readonly Measured[];
}

/** A table of distances: of which readings, and what is to be said of it. */
interface DistanceTable {
  readonly title: string;
  readonly note: string;
  readonly readings: readonly Reading[];
  /** The reading whose name the networks of the control and of backpropagation have. */
  readonly sharedBy: (reading: Reading) => Reading;
}

const CANDIDATES: DistanceTable = {
  title: 'Readings of equation (6): distance to the paper’s numbers',
  note: 'The measure of docs/readings.md over what has been run: MNIST⁺, one layer. 0 is the paper; lower is better.',
  readings: READINGS,
  sharedBy,
};

const WITH_CONSTANTS: DistanceTable = {
  title: 'Equation (6) with frozen constants: distance to the paper’s numbers',
  note: 'Evidence beside the candidates, over the same terms: none of these can be chosen.',
  readings: FROZEN_READINGS,
  sharedBy: (reading) => reading,
};

function distances(
  { proposed, control, backprop }: Networks,
  { title, note, readings, sharedBy: sharedOf }: DistanceTable,
): NotedTable {
  const ofProposed = (metrics: Metrics): number => networkDistance(proposedTerms(metrics));
  const rows = readings
    .flatMap((reading) => {
      const own = nearest(candidatesOf(reading, proposed), ofProposed);
      if (!own) return [];
      const shared = sharedOf(reading);
      const untrained = nearest(candidatesOf(shared, control), ofProposed);
      const gradient = nearest(candidatesOf(shared, backprop), (metrics) =>
        backpropDistance(backpropTerms(metrics)),
      );
      const joint = gradient && jointDistance(proposedTerms(own.metrics), backpropTerms(gradient.metrics));
      return [{ reading, own, untrained, gradient, joint }];
    })
    .toSorted((a, b) => a.own.distance - b.own.distance);
  return {
    title,
    notes: [
      note,
      'Epochs and the recipe of backpropagation are those with the smallest distance over their own network. The control has the same normalisation and no hidden training: what it meets as well is no evidence for the rule.',
      '“Both”: over the terms of the proposed rule and of backpropagation together.',
    ],
    columns: ['reading', 'epochs', 'proposed', 'control', 'BP recipe', 'BP %', 'BP zero %', 'both'],
    rows: rows.map(({ reading, own, untrained, gradient, joint }) => [
      `${reading.name}: ${reading.title}`,
      String(own.result.candidate.hidden ?? 1),
      own.distance.toFixed(2),
      untrained?.distance.toFixed(2) ?? '–',
      (gradient && recipeOf(gradient)) ?? '–',
      gradient?.metrics['accuracy']?.toFixed(2) ?? '–',
      gradient?.metrics['sparsity']?.toFixed(2) ?? '–',
      joint?.toFixed(2) ?? '–',
    ]),
  };
}

function networks(measured: readonly Measured[]): NotedTable {
  const number = (metrics: Metrics, name: string, digits = 2): string =>
    metrics[name]?.toFixed(digits) ?? '–';
  return {
    title: 'Readings of equation (6): what the networks do',
    notes: [
      'Accuracy under PGD (the worst of two losses), FGSM and Square on the first validation images; × marks attacks that cannot be relied on.',
      'One shot: as in Figure 4, and briefly: 10 updates on activity as it is. KS distances of the weights to the lognormal and to the closest other family. Dead: units that respond to no image; active: mean share of units that respond to an image; dimension: participation ratio of the activity.',
    ],
    columns: [
      'network',
      'validation %',
      'zero %',
      'clean',
      'PGD .05',
      'PGD .1',
      'PGD .2',
      'FGSM .1',
      'Square .1',
      'one shot',
      'briefly',
      'KS lognormal',
      'KS other',
      'dead %',
      'active %',
      'dimension',
    ],
    rows: measured.map((each) => {
      const { result, metrics } = each;
      const [layer] = layersOf(each);
      return [
        `${result.result.cell.rule === 'random-features' ? 'control, ' : ''}${result.candidate.name}${isBlind(metrics) ? ' ×' : ''}`,
        number(metrics, 'accuracy'),
        number(metrics, 'sparsity'),
        ...['clean', 'pgd-0.05', 'pgd-0.1', 'pgd-0.2', 'fgsm-0.1', 'square-0.1'].map((name) =>
          number(metrics, name, 1),
        ),
        number(metrics, 'one-shot', 1),
        number(metrics, 'one-shot-brief', 1),
        number(metrics, 'ks-lognormal', 3),
        number(metrics, 'ks-other', 3),
        layer?.deadUnits.toFixed(1) ?? '–',
        layer?.activeUnits.toFixed(1) ?? '–',
        layer?.dimension.toFixed(1) ?? '–',
      ];
    }),
  };
}
