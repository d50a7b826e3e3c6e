import { noiseOf } from '@hebbench/attacks';
import type { Cell } from '@hebbench/core';
import { summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import { ATTACK_READINGS, READING_EPSILONS, type StoredAttackReading } from './attack-readings.ts';
import { SHOTS_READINGS, type StoredShotsReading } from './few-shot-readings.ts';
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
  readonly zeroGradientShare: number;
  /** Why it is not to be relied on; empty if it is. */
  readonly reason: string;
}

const AS_MEASURED = { reading: 'as-measured', title: 'as in the figure' };
/** What readings that follow one loss from one start are held against. */
const ONCE = { reading: 'as-measured-once', title: 'as in the figure, cross-entropy from one start alone' };

/** Accuracies under PGD in all readings, network by network. */
export function attackReadings(results: SuiteResults): AttackReadingRow[] {
  const points = attackResults(overSeedsOfReadings(results));
  const measured = rowsOf(points, AS_MEASURED);
  const once = rowsOf(points, ONCE, ({ pgdOnce }) => pgdOnce);
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
        .flatMap((result) => readRows(result, { worst: of(measured)[0], once: of(once)[0] })),
    ];
  });
}

/** Leaves out the seeds of a network's attacks that its readings do not have: what differs is then the reading alone. */
function overSeedsOfReadings(results: SuiteResults): SuiteResults {
  const seeds = new Map(
    resultsOf(results, 'attack-readings').map((result) => [
      titleOf(result),
      new Set(result.records.map(({ seed }) => seed)),
    ]),
  );
  return {
    ...results,
    records: results.records.filter(
      ({ cell, seed }) =>
        experimentOf(cell) !== 'attacks' || (seeds.get(networkTitle(cell))?.has(seed) ?? true),
    ),
  };
}

function titleOf({ cell }: CellResult): string {
  return networkTitle(cell);
}

function rowsOf(
  points: readonly AttackResult[],
  reading: Pick<AttackReadingRow, 'reading' | 'title'>,
  accuracyOf: (point: AttackResult) => Summary = ({ pgd }) => pgd,
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
          accuracy: accuracyOf(point),
          zeroGradientShare: point.zeroGradientShare,
          reason: point.reason,
        })),
    };
  });
}

/** The attack of the figure: the worst case over losses and starts, and one loss from one start. */
interface Measured {
  readonly worst: AttackReadingRow | undefined;
  readonly once: AttackReadingRow | undefined;
}

function readRows(result: CellResult, { worst, once }: Measured): AttackReadingRow[] {
  const { cell, records } = result;
  const stored = records.map(({ details }) => details['attackReadings'] as StoredAttackReading[]);
  const images = FIGURE_SCALES[cell.scale].attackedImages * records.length;
  return ATTACK_READINGS.flatMap(({ name, title, unit = 1, once: single = false }) => {
    const measured = single ? once : worst;
    const points = READING_EPSILONS.flatMap((epsilon): ReadingPoint[] => {
      const own = stored.flatMap((each) =>
        each.filter((point) => point.name === name && point.epsilon === epsilon),
      );
      const accuracy = summarise(own.map((point) => point.accuracy));
      if (!accuracy) return [];
      const plain = measured?.points.find((point) => point.epsilon === epsilon)?.accuracy.mean;
      const weaker =
        unit === 1 && plain !== undefined && accuracy.mean > plain + noiseOf(plain, images)
          ? `weaker than the same attack on the network itself (${accuracy.mean.toFixed(1)} against ${plain.toFixed(1)} %)`
          : '';
      const zeroGradientShare = summarise(own.map((point) => point.zeroGradientShare))!.mean;
      return [{ epsilon, accuracy, zeroGradientShare, reason: weaker }];
    });
    return points.length > 0
      ? [{ network: networkTitle(cell), cell, reading: name, title, seeds: records.length, points }]
      : [];
  });
}

/** One-shot accuracy of one network in one reading. */
export interface ShotsReadingRow {
  readonly network: string;
  readonly cell: Cell;
  readonly reading: string;
  readonly title: string;
  readonly accuracy: Summary;
  readonly seeds: number;
}

/** One-shot accuracies in all readings, network by network. */
export function shotsReadings(results: SuiteResults): ShotsReadingRow[] {
  const measured = shotsResults(results, 'few-shot-all').flatMap(
    ({ network, cell, shots, accuracy, seeds }): ShotsReadingRow[] =>
      shots === 1 && cell ? [{ network, cell, ...AS_MEASURED, accuracy, seeds }] : [],
  );
  const read = resultsOf(results, 'few-shot-readings').flatMap(({ cell, records }) => {
    const stored = records.map(({ details }) => details['fewShotReadings'] as StoredShotsReading[]);
    return SHOTS_READINGS.flatMap(({ name, title }): ShotsReadingRow[] => {
      const draws = stored.flatMap((each) => each.filter((reading) => reading.name === name));
      if (draws.length === 0) return [];
      const accuracy = summarise(meanByDraw(draws.map(({ accuracies }) => accuracies)))!;
      return [{ network: networkTitle(cell), cell, reading: name, title, accuracy, seeds: records.length }];
    });
  });
  const all = [...measured, ...read];
  return [...new Set(all.map(({ network }) => network))].flatMap((network) =>
    all.filter((row) => row.network === network),
  );
}
