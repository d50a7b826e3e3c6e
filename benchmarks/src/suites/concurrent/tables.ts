import { toCsv } from '@hebbench/report';
import { numberText } from '../common/claims.ts';
import type { TextTable } from '../common/markdown.ts';
import { METRIC_COLUMNS, metricRows } from '../common/measured-network.ts';
import { lossOf, type Comparison, type JointGroup, type NetworkResult } from './results.ts';
import { taskName } from './tasks.ts';
import { ASSIGNED, BINS, type ShareCounts } from './units.ts';

/** Networks of both tasks against networks of one, at every width. */
export function accuracyTable({ joint, comparisons }: JointGroup): TextTable {
  const [first, second] = joint.joint.parts;
  const alone = (networks: readonly NetworkResult[], task: 'first' | 'second'): string =>
    numberText(networks.find((network) => network.task === task)?.of('accuracy'), 2);
  return {
    columns: [
      'network',
      'units',
      `${first.title} %`,
      `${second.title} %`,
      'both %',
      'other task %',
      `${first.title} alone %`,
      `${second.title} alone %`,
      'both, less alone',
      'less alone, half of the units',
    ],
    rows: comparisons.map((comparison) => {
      const { title, units, both, alone: single, half } = comparison;
      return [
        title,
        String(units),
        numberText(both?.of('first'), 2),
        numberText(both?.of('second'), 2),
        numberText(both?.of('accuracy'), 2),
        numberText(both?.of('crossed'), 2),
        alone(single, 'first'),
        alone(single, 'second'),
        numberText(lossOf(comparison, single), 2),
        numberText(lossOf(comparison, half), 2),
      ];
    }),
  };
}

/** What networks that learn one task after the other know in the end. */
export function forgettingTable({ joint, main }: JointGroup): TextTable {
  return {
    columns: [
      'network',
      'learned first',
      'then %',
      'after the other task %',
      'other task %',
      'both %',
      'both at once %',
    ],
    rows: main.flatMap(({ title, alone, both }) =>
      alone.map((network) => [
        title,
        joint.joint.parts[network.task === 'first' ? 0 : 1].title,
        numberText(network.of('accuracy'), 2),
        numberText(network.of('afterOwn'), 2),
        numberText(network.of('afterOther'), 2),
        numberText(network.of('sequential'), 2),
        numberText(both?.of('accuracy'), 2),
      ]),
    ),
  };
}

/** Whose the units of networks of both tasks are. */
export function unitsTable({ joint, main }: JointGroup): TextTable {
  const what = ['activity', ...(joint.joint.layout === 'beside' ? ['input'] : []), 'output'];
  return {
    columns: [
      'network',
      ...what.flatMap((name) => [`selectivity of ${name}`, `one task’s ${name}, % of units`]),
      'silent %',
    ],
    rows: main.map(({ title, both }) => [
      title,
      ...what.flatMap((name) => [
        numberText(both?.of(`${name}Selectivity`), 1),
        numberText(both?.of(`${name}Assigned`), 1),
      ]),
      numberText(both?.of('silentUnits'), 1),
    ]),
  };
}

/** What the columns of the tables are. */
export const COLUMN_NOTES: readonly string[] = [
  'Classes of both sets compete in every network: a digit that is taken for a sound is wrong. Both: mean over the two tasks, whatever the number of their test images. Other task: images that are taken for a class of the other task.',
  'Alone: networks with the same inputs and classes that have seen images of one task only, each as often as the network of both has, and so in half as many updates. Less alone: accuracy on both, less the mean of the two networks alone, seed by seed; with half of the units, two networks have as many units together as the one of both.',
  'After the other task: the same network goes on with images of the other task alone, by the same rule and for as long; what it forgets of the first is the difference.',
  `Selectivity, in percent: |a − b| / (a + b) of a unit’s mean activity in both tasks – of its weights from their inputs, or to their classes –, mean over units, each task’s scaled to the same mean over units: 0 if all units do as much in both, 100 if each is one task’s alone. One task’s: units of which a task has ${100 * ASSIGNED} % or more. Silent units are active in neither.`,
];

/** `concurrent.csv`: one row a network and metric. */
export function metricsCsv(groups: readonly JointGroup[]): string {
  return toCsv(
    ['sets', 'units', 'task', ...METRIC_COLUMNS],
    groups.flatMap(({ joint, comparisons }) =>
      comparisons.flatMap((comparison) =>
        networksOf(comparison).flatMap((network) =>
          metricRows(network, {
            sets: joint.name,
            units: network.units,
            task: taskName(network.task, joint),
          }),
        ),
      ),
    ),
  );
}

function networksOf({ both, alone }: Comparison): NetworkResult[] {
  return [...(both ? [both] : []), ...alone];
}

/** Share of the units, in percent, by their share of the first task: middles of bins, mean over seeds. */
export function sharesOf(
  { result }: NetworkResult,
  name: string,
): { readonly x: number; readonly y: number }[] {
  const counted = result.records.flatMap(({ details }) => (details['shares'] as ShareCounts)[name] ?? []);
  const total = counted.reduce((sum, each) => sum + each, 0);
  if (total === 0) return [];
  return Array.from({ length: BINS }, (_, bin) => {
    const own = counted.filter((_count, i) => i % BINS === bin).reduce((sum, each) => sum + each, 0);
    return { x: (100 * (bin + 0.5)) / BINS, y: (100 * own) / total };
  });
}

/** `shares.csv`: one row a network of both tasks, seed and bin. */
export function sharesCsv(groups: readonly JointGroup[]): string {
  return toCsv(
    ['sets', 'units', 'network', 'seed', 'of', 'share_from', 'share_to', 'units_in_bin'],
    groups.flatMap(({ joint, comparisons }) =>
      comparisons.flatMap(({ both }) =>
        (both?.result.records ?? []).flatMap(({ seed, details }) =>
          Object.entries(details['shares'] as ShareCounts).flatMap(([of, counts]) =>
            counts.map((count, bin) => ({
              sets: joint.name,
              units: both!.units,
              network: both!.title,
              seed,
              of,
              share_from: bin / BINS,
              share_to: (bin + 1) / BINS,
              units_in_bin: count,
            })),
          ),
        ),
      ),
    ),
  );
}
