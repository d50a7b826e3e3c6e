import { noiseOf } from '@hebbench/attacks';
import type { Cell } from '@hebbench/core';
import { summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import { ATTACK_READINGS, READING_EPSILONS, type StoredAttackReading } from './attack-readings.ts';
import { FEW_IMAGES_READINGS, SHOTS_READINGS, type StoredShotsReading } from './few-shot-readings.ts';
import { experimentOf } from './cells.ts';
import { attackResults, meanByDraw, resultsOf, shotsResults, type AttackResult } from './results.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Accuracy of one network under PGD in one reading. */
export interface AttackReadingRow {
  readonly network: string;
  readonly cell: Cell;
  /** In kebab case; `as-measured` is that of the figure, `as-measured-once` a part of it. */
  readonly reading: string;
  readonly title: string;
  readonly seeds: number;
  readonly points: readonly ReadingPoint[];
}

/** Accuracy at one radius. */
export interface ReadingPoint {
  readonly epsilon: number;
  readonly accuracy: Summary;
  /** Accuracy without attack less that under it, in percentage points, seed by seed; missing without the former. */
  readonly fall: Summary | undefined;
  readonly zeroGradientShare: number;
  /** Why it is not to be relied on; empty if it is. */
  readonly reason: string;
}

/** The reading of the figure itself. */
const AS_MEASURED = { reading: 'as-measured', title: 'as in the figure' };

/** Whether a row is of another reading than the figure's own. */
export function isOther({ reading }: { readonly reading: string }): boolean {
  return !reading.startsWith(AS_MEASURED.reading);
}

/** What readings that follow one loss from one start are held against. */
const ONCE = {
  reading: `${AS_MEASURED.reading}-once`,
  title: 'as in the figure, cross-entropy from one start alone',
};

/** All readings. */
export interface ReadingRows {
  readonly attacks: readonly AttackReadingRow[];
  readonly shots: readonly ShotsReadingRow[];
}

/** Accuracies under PGD and at one shot, in all readings. */
export function readingRows(results: SuiteResults): ReadingRows {
  return { attacks: attackReadings(results), shots: shotsReadings(results) };
}

/**
 * Accuracy of a reading without attack, in percent. A reading of the attack has that of the network as measured.
 * @param rows - the readings of the same network
 */
export function cleanAccuracy(
  { points }: AttackReadingRow,
  rows: readonly AttackReadingRow[],
): number | undefined {
  const own = points.find(({ epsilon }) => epsilon === 0);
  return (own ?? cleanPoint(rows))?.accuracy.mean;
}

/** The point without attack of the network as measured. */
export function cleanPoint(rows: readonly AttackReadingRow[]): ReadingPoint | undefined {
  const measured = rows.find(({ reading }) => reading === AS_MEASURED.reading);
  return measured?.points.find(({ epsilon }) => epsilon === 0);
}

/** Accuracies under PGD in all readings, network by network. */
export function attackReadings(results: SuiteResults): AttackReadingRow[] {
  const points = attackResults(overSeedsOfReadings(results, 'attacks'));
  const measured = rowsOf(points, AS_MEASURED);
  const once = rowsOf(points, ONCE, 'pgdOnce');
  const cleanOf = cleanBySeed(results);
  const read = resultsOf(results, 'attack-readings');
  const joint = rowsOf(attackResults(results, 'joint'), {
    reading: 'joint',
    title: 'joint schedule (Fig. 1)',
  });
  const networks = [
    ...new Set([...measured, ...joint].map(({ network }) => network).concat(read.map(titleOf))),
  ];
  return networks.flatMap((network) => {
    const of = (rows: readonly AttackReadingRow[]): AttackReadingRow[] =>
      rows.filter((row) => row.network === network);
    return [
      ...of(measured),
      ...of(once),
      ...of(joint),
      ...read
        .filter((result) => titleOf(result) === network)
        .flatMap((result) =>
          readRows(result, {
            worst: of(measured)[0],
            once: of(once)[0],
            clean: cleanOf.get(network) ?? new Map(),
          }),
        ),
    ];
  });
}

/** Which experiment the readings of another are of. */
const READINGS_OF = {
  attacks: 'attack-readings',
  'few-shot-all': 'few-shot-readings',
  'few-shot-few': 'few-shot-few-readings',
} as const;

/** Leaves out the seeds of a network that its readings do not have: what differs is then the reading alone. */
function overSeedsOfReadings(results: SuiteResults, experiment: keyof typeof READINGS_OF): SuiteResults {
  const seeds = new Map(
    resultsOf(results, READINGS_OF[experiment]).map((result) => [
      titleOf(result),
      new Set(result.records.map(({ seed }) => seed)),
    ]),
  );
  return {
    ...results,
    records: results.records.filter(
      ({ cell, seed }) =>
        experimentOf(cell) !== experiment || (seeds.get(networkTitle(cell))?.has(seed) ?? true),
    ),
  };
}

type AccuracyBySeed = ReadonlyMap<number, number>;

/** Accuracy without attack, by network. */
function cleanBySeed(results: SuiteResults): ReadonlyMap<string, AccuracyBySeed> {
  return new Map(
    resultsOf(results, 'attacks').map((result) => [
      titleOf(result),
      new Map(result.records.map(({ seed, metrics }) => [seed, metrics['clean']!])),
    ]),
  );
}

function titleOf({ cell }: CellResult): string {
  return networkTitle(cell);
}

function rowsOf(
  points: readonly AttackResult[],
  reading: Pick<AttackReadingRow, 'reading' | 'title'>,
  attack: 'pgd' | 'pgdOnce' = 'pgd',
): AttackReadingRow[] {
  return [...new Set(points.map(({ network }) => network))].map((network) => {
    const own = points.filter((point) => point.network === network);
    return {
      network,
      cell: own[0]!.cell,
      ...reading,
      seeds: own[0]!.seeds,
      points: own
        .filter(({ epsilon }) => epsilon === 0 || READING_EPSILONS.includes(epsilon))
        .map((point) => ({
          epsilon: point.epsilon,
          accuracy: point[attack],
          fall: point.fall[attack],
          zeroGradientShare: point.zeroGradientShare,
          reason: point.reason,
        })),
    };
  });
}

/** The attack of the figure: the worst case over losses and starts, one loss from one start, and none. */
interface Measured {
  readonly worst: AttackReadingRow | undefined;
  readonly once: AttackReadingRow | undefined;
  readonly clean: AccuracyBySeed;
}

function readRows(result: CellResult, { worst, once, clean }: Measured): AttackReadingRow[] {
  const { cell, records } = result;
  const stored = records.flatMap(({ seed, details }) =>
    (details['attackReadings'] as StoredAttackReading[]).map((point) => ({ ...point, seed })),
  );
  // All seeds attack the same images: more seeds do not make the choice of images less of a matter of chance.
  const images = FIGURE_SCALES[cell.scale].attackedImages;
  return ATTACK_READINGS.flatMap(({ name, title, unit = 1, once: single = false }) => {
    const measured = single ? once : worst;
    const points = READING_EPSILONS.flatMap((epsilon): ReadingPoint[] => {
      const own = stored.filter((point) => point.name === name && point.epsilon === epsilon);
      const accuracy = summarise(own.map((point) => point.accuracy));
      if (!accuracy) return [];
      const plain = measured?.points.find((point) => point.epsilon === epsilon)?.accuracy.mean;
      const weaker =
        unit === 1 && plain !== undefined && accuracy.mean > plain + noiseOf(plain, images)
          ? `weaker than the same attack on the network itself (${accuracy.mean.toFixed(1)} against ${plain.toFixed(1)} %)`
          : '';
      const zeroGradientShare = summarise(own.map((point) => point.zeroGradientShare))!.mean;
      const fall = summarise(
        own.flatMap((point) => {
          const before = clean.get(point.seed);
          return before === undefined ? [] : [before - point.accuracy];
        }),
      );
      return [{ epsilon, accuracy, fall, zeroGradientShare, reason: weaker }];
    });
    return points.length > 0
      ? [{ network: networkTitle(cell), cell, reading: name, title, seeds: records.length, points }]
      : [];
  });
}

/** What a network may learn from before it is tested at one shot. */
export type ShotsProtocol = 'few-shot-all' | 'few-shot-few';

/** One-shot accuracy of one network in one reading. */
export interface ShotsReadingRow {
  readonly network: string;
  readonly cell: Cell;
  readonly protocol: ShotsProtocol;
  readonly reading: string;
  readonly title: string;
  readonly accuracy: Summary;
  readonly seeds: number;
}

/** The figure's own result in each protocol. */
const SHOTS_AS_MEASURED = {
  'few-shot-all': AS_MEASURED,
  'few-shot-few': {
    reading: `${AS_MEASURED.reading}-few`,
    title: `the few images alone, ${AS_MEASURED.title}`,
  },
} as const;

/** One-shot accuracies in all readings, network by network. */
function shotsReadings(results: SuiteResults): ShotsReadingRow[] {
  const all = [...shotsReadingsIn(results, 'few-shot-all'), ...shotsReadingsIn(results, 'few-shot-few')];
  return [...new Set(all.map(({ network }) => network))].flatMap((network) =>
    all.filter((row) => row.network === network),
  );
}

function shotsReadingsIn(results: SuiteResults, protocol: ShotsProtocol): ShotsReadingRow[] {
  const read = resultsOf(results, READINGS_OF[protocol]).flatMap(({ cell, records }) => {
    const stored = records.map(({ details }) => details['fewShotReadings'] as StoredShotsReading[]);
    return [...SHOTS_READINGS, ...FEW_IMAGES_READINGS].flatMap(({ name, title }): ShotsReadingRow[] => {
      const draws = stored.flatMap((each) => each.filter((reading) => reading.name === name));
      if (draws.length === 0) return [];
      const accuracy = summarise(meanByDraw(draws.map(({ accuracies }) => accuracies)))!;
      return [
        {
          network: networkTitle(cell),
          cell,
          protocol,
          reading: name,
          title,
          accuracy,
          seeds: records.length,
        },
      ];
    });
  });
  const withReadings = new Set(read.map(({ network }) => network));
  const measured = shotsResults(overSeedsOfReadings(results, protocol), protocol).flatMap(
    ({ network, cell, shots, accuracy, seeds }): ShotsReadingRow[] =>
      // Without a reading beside it, the figure's own table has it already.
      shots === 1 && cell && (protocol === 'few-shot-all' || withReadings.has(network))
        ? [{ network, cell, protocol, ...SHOTS_AS_MEASURED[protocol], accuracy, seeds }]
        : [],
  );
  return [...measured, ...read];
}
