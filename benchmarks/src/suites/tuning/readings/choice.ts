import { summarise, type Summary } from '@hebbench/report';
import { numberText } from '../../common/claims.ts';
import { OF_PRESETS } from '../../common/rows/index.ts';
import type { Measured } from './measured.ts';
import type { Metrics } from './distance.ts';
import { distanceOf, type ReadingNetworks } from './networks.ts';
import type { NotedTable } from '../noted-table.ts';

/** A reading with its distances, by seed. */
interface Contender {
  readonly networks: ReadingNetworks;
  readonly bySeed: ReadonlyMap<number, number>;
  readonly distance: number;
}

/** What decides at full size, where the readings that go on have several seeds: distances by seed, and their differences. */
export function choiceTables(rows: readonly ReadingNetworks[]): NotedTable[] {
  const contenders = rows
    .filter(({ one, complete }) => complete && seedsOf(one.proposed!).length > 1)
    .map((networks): Contender => ({
      networks,
      bySeed: new Map(
        seedsOf(networks.one.proposed!).map((seed) => [
          seed,
          distanceOf(networks, 'proposed', (measured) => metricsOf(measured, seed))!,
        ]),
      ),
      distance: distanceOf(networks, 'proposed')!,
    }))
    .toSorted((a, b) => a.distance - b.distance);
  const [first] = contenders;
  if (!first || contenders.length < 2) return [];
  const presets = contenders.find(({ networks }) => networks.reading === OF_PRESETS.candidate);
  return [
    {
      title: 'Readings of equation (6): the choice',
      notes: [
        'Distance of the mean over seeds; by seed: mean and 95 % interval of the distances of single seeds. Behind: the same of what a seed is further away than with the first; 0 within the interval is not beyond chance. Nearer than the presets’: the same of what a seed is nearer than with (6) on currents. Columns that have one seed have it in all.',
        'Half an explanation: no recipe of backpropagation is within 3 points of the paper’s 94.47.',
      ],
      columns: ['reading', 'distance', 'by seed', 'behind', 'nearer than the presets’', 'control', ''],
      rows: contenders.map(({ networks, bySeed, distance }) => [
        networks.reading.name,
        distance.toFixed(2),
        numberText(summarise([...bySeed.values()]), 2),
        bySeed === first.bySeed ? '' : numberText(behind(bySeed, first.bySeed), 2),
        !presets || bySeed === presets.bySeed ? '' : numberText(behind(presets.bySeed, bySeed), 2),
        distanceOf(networks, 'control')?.toFixed(2) ?? '–',
        isHalf(networks) ? 'half an explanation' : '',
      ]),
    },
  ];
}

function behind(one: Contender['bySeed'], first: Contender['bySeed']): Summary | undefined {
  return summarise(
    [...one].flatMap(([seed, distance]) => {
      const twin = first.get(seed);
      return twin === undefined ? [] : [distance - twin];
    }),
  );
}

/** In percentage points from {@link PAPER_OF_BACKPROP}; docs/readings.md. */
const FAR = 3;
const PAPER_OF_BACKPROP = 94.47;

/** Whether the nearest recipe of backpropagation is far from the paper's number. */
function isHalf({ one }: ReadingNetworks): boolean {
  return Math.abs(one.backprop!.metrics['accuracy']! - PAPER_OF_BACKPROP) > FAR;
}

function seedsOf({ result }: Measured): number[] {
  return result.result.records.map(({ seed }) => seed);
}

/** Metrics of one seed, or of the only one. */
function metricsOf({ result, metrics }: Measured, seed: number): Metrics {
  return result.result.records.find((record) => record.seed === seed)?.metrics ?? metrics;
}
