import { noiseOf } from '@hebbench/attacks';
import type { Cell } from '@hebbench/core';
import { summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import { ATTACK_READINGS, READING_EPSILONS, type StoredAttackReading } from './attack-readings.ts';
import { SHOTS_READINGS, type StoredShotsReading } from './few-shot-readings.ts';
import { attackResults, meanByDraw, resultsOf, shotsResults, type AttackResult } from './results.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Accuracy of one network under PGD in one reading. */
export interface AttackReadingRow {
  readonly network: string;
  readonly cell: Cell;
  /** In kebab case; `as-measured` is that of the figure. */
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

/** Accuracies under PGD in all readings, network by network. */
export function attackReadings(results: SuiteResults): AttackReadingRow[] {
  const measured = rowsOf(attackResults(results), AS_MEASURED);
  const read = resultsOf(results, 'attack-readings');
  const joint = rowsOf(attackResults(results, 'joint'), {
    reading: 'joint',
    title: 'joint schedule (Fig. 1)',
  });
  const networks = [
    ...new Set([...measured, ...joint].map(({ network }) => network).concat(read.map(titleOf))),
  ];
  return networks.flatMap((network) => {
    const own = measured.find((row) => row.network === network);
    return [
      ...(own ? [own] : []),
      ...joint.filter((row) => row.network === network),
      ...read.filter((result) => titleOf(result) === network).flatMap((result) => readRows(result, own)),
    ];
  });
}

function titleOf({ cell }: CellResult): string {
  return networkTitle(cell);
}

function rowsOf(
  points: readonly AttackResult[],
  reading: Pick<AttackReadingRow, 'reading' | 'title'>,
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
        .map(({ epsilon, pgd, zeroGradientShare, reason }) => ({
          epsilon,
          accuracy: pgd,
          zeroGradientShare,
          reason,
        })),
    };
  });
}

function readRows(result: CellResult, measured: AttackReadingRow | undefined): AttackReadingRow[] {
  const { cell, records } = result;
  const stored = records.map(({ details }) => details['attackReadings'] as StoredAttackReading[]);
  const images = FIGURE_SCALES[cell.scale].attackedImages * records.length;
  return ATTACK_READINGS.flatMap(({ name, title, unit = 1 }) => {
    const points = READING_EPSILONS.flatMap((epsilon): ReadingPoint[] => {
      const own = stored.flatMap((each) =>
        each.filter((point) => point.name === name && point.epsilon === epsilon),
      );
      const accuracy = summarise(own.map((point) => point.accuracy));
      if (!accuracy) return [];
      const plain = measured?.points.find((point) => point.epsilon === epsilon)?.accuracy.mean;
      const weaker =
        unit === 1 && plain !== undefined && accuracy.mean > plain + noiseOf(plain, images)
          ? `weaker than the attack on the network itself (${accuracy.mean.toFixed(1)} against ${plain.toFixed(1)} %)`
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
