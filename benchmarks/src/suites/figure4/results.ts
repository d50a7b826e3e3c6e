import type { RobustnessPoint } from '@hebbench/attacks';
import type { Cell } from '@hebbench/core';
import { aggregate, summarise, type CellResult, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import type { StoredRobustness } from './attacks.ts';
import { experimentOf, type Experiment } from './cells.ts';
import type { StoredShots } from './few-shot.ts';

/** Few-shot accuracy of one network with one number of shots. */
export interface ShotsResult {
  readonly experiment: Experiment;
  readonly network: string;
  readonly cell: Cell | undefined;
  readonly shots: number;
  /** Accuracy with each draw of the few images, in percent, by seed; what learns nothing has no seeds, and one list. */
  readonly drawsBySeed: ReadonlyMap<number | undefined, readonly number[]>;
  /** Accuracy with each draw, in percent: the mean over the seeds. */
  readonly draws: readonly number[];
  /** Over the draws. */
  readonly accuracy: Summary;
  readonly seeds: number;
}

/** Accuracy of one network under attack at one radius: means over the seeds. */
export interface AttackResult {
  readonly network: string;
  readonly cell: Cell;
  readonly epsilon: number;
  readonly fgsm: Summary;
  readonly pgd: Summary;
  readonly pgdOnce: Summary;
  /** Accuracy without attack less that under it, in percentage points, seed by seed. */
  readonly fall: Readonly<Record<'pgd' | 'pgdOnce', Summary>>;
  readonly square: Summary | undefined;
  readonly transfer: Summary | undefined;
  readonly zeroGradientShare: number;
  readonly trustworthy: boolean;
  readonly reason: string;
  readonly seeds: number;
}

/** All finished cells of an experiment. */
export function resultsOf({ cells, records }: SuiteResults, experiment: Experiment): CellResult[] {
  return aggregate(cells, records).filter(
    ({ cell, records: own }) => experimentOf(cell) === experiment && own.length > 0,
  );
}

/** Few-shot accuracies, network by network; at the end the nearest neighbour in pixels, a control. */
export function shotsResults(
  results: SuiteResults,
  experiment: 'few-shot-all' | 'few-shot-few',
): ShotsResult[] {
  const cells = resultsOf(results, experiment);
  const storedOf = ({ records }: CellResult): StoredShots[][] =>
    records.map(({ details }) => details['fewShot'] as StoredShots[]);
  const rows = cells.flatMap((result) => {
    const stored = storedOf(result);
    return stored[0]!.map(({ shots }, i) => {
      const accuracies = stored.map((each) => each[i]!.accuracies);
      const draws = meanByDraw(accuracies);
      return {
        experiment,
        network: networkTitle(result.cell),
        cell: result.cell,
        shots,
        drawsBySeed: new Map(result.records.map(({ seed }, n) => [seed, accuracies[n]!])),
        draws,
        accuracy: summarise(draws)!,
        seeds: stored.length,
      };
    });
  });
  const [first] = cells;
  if (!first) return rows;
  const nearest = storedOf(first)[0]!.map(({ shots, nearest: accuracies }) => ({
    experiment,
    network: 'nearest neighbour',
    cell: undefined,
    shots,
    drawsBySeed: new Map([[undefined, accuracies]]),
    draws: accuracies,
    accuracy: summarise(accuracies)!,
    seeds: 1,
  }));
  return [...rows, ...nearest];
}

/** Each draw's accuracy: the mean over the seeds. */
export function meanByDraw(seeds: readonly (readonly number[])[]): number[] {
  return seeds[0]!.map((_, draw) => seeds.reduce((sum, each) => sum + each[draw]!, 0) / seeds.length);
}

/** Accuracies under attack, network by network, with the accuracy on clean images at ε = 0. */
export function attackResults(
  results: SuiteResults,
  experiment: 'attacks' | 'joint' = 'attacks',
): AttackResult[] {
  return resultsOf(results, experiment).flatMap((result) => {
    const seeds = result.records.map(({ details }) => details['robustness'] as StoredRobustness);
    const base = { network: networkTitle(result.cell), cell: result.cell, seeds: seeds.length };
    const cleanBySeed = result.records.map(({ metrics }) => metrics['clean']!);
    const clean = summarise(cleanBySeed)!;
    const fallTo = (accuracies: readonly number[]): Summary =>
      summarise(cleanBySeed.map((each, n) => each - accuracies[n]!))!;
    const start: AttackResult = {
      ...base,
      epsilon: 0,
      fgsm: clean,
      pgd: clean,
      pgdOnce: clean,
      fall: { pgd: fallTo(cleanBySeed), pgdOnce: fallTo(cleanBySeed) },
      square: undefined,
      transfer: undefined,
      zeroGradientShare: 0,
      trustworthy: true,
      reason: '',
    };
    const rest = seeds[0]!.map(({ epsilon }, i): AttackResult => {
      const points = seeds.map((each) => each[i]!);
      const of = (pick: (point: RobustnessPoint) => number | undefined): Summary | undefined =>
        summarise(points.flatMap((point) => pick(point) ?? []));
      const reasons = [...new Set(points.map(({ reason }) => reason).filter(Boolean))];
      return {
        ...base,
        epsilon,
        fgsm: of((point) => point.fgsm)!,
        pgd: of((point) => point.pgd)!,
        pgdOnce: of((point) => point.pgdOnce)!,
        fall: {
          pgd: fallTo(points.map(({ pgd }) => pgd)),
          pgdOnce: fallTo(points.map(({ pgdOnce }) => pgdOnce)),
        },
        square: of((point) => point.square),
        transfer: of((point) => point.transfer),
        zeroGradientShare: of((point) => point.zeroGradientShare)!.mean,
        trustworthy: points.every(({ trustworthy }) => trustworthy),
        reason: reasons.join(' | '),
      };
    });
    return [start, ...rest];
  });
}
