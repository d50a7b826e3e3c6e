import { aggregate, metric, summarise, type Summary } from '@hebbench/report';
import { mean } from '../common/mean.ts';
import type { SuiteResults } from '../../suite.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { networkTitle } from '../common/networks.ts';
import { rowOf } from '../common/rows/index.ts';
import { isJoint, isLong } from './cells.ts';
import type { PruningPoint } from './pruning.ts';
import type { TrainingPoint } from './watch.ts';

/** A network of this suite with what was found. */
export type NetworkResult = MeasuredNetwork;

/** The networks that have run: those that were watched through long training, and those of several widths. */
export interface PlasticityResults {
  readonly long: readonly NetworkResult[];
  readonly widths: readonly NetworkResult[];
}

/** Sorts the networks that have run, in the order of the cells. */
export function plasticityResults({ cells, records }: SuiteResults): PlasticityResults {
  const networks = aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result): NetworkResult => {
      const { cell } = result;
      return {
        title: isJoint(cell) ? `${rowOf(cell.rule).title}, joint` : networkTitle(cell),
        cell,
        result,
        of: (name) => metric(result, name),
      };
    });
  return {
    long: networks.filter(({ cell }) => isLong(cell)),
    widths: networks.filter(({ cell }) => !isLong(cell)),
  };
}

/** Points of the first seed's training. */
export function pointsOf({ result }: NetworkResult): readonly TrainingPoint[] {
  return result.records[0]!.details['points'] as readonly TrainingPoint[];
}

/** The pruning curve, mean over seeds. */
export function pruningOf({ result }: NetworkResult): PruningPoint[] {
  const curves = result.records.map(({ details }) => details['pruning'] as readonly PruningPoint[]);
  return curves[0]!.map(({ removed }, i) => ({
    removed,
    accuracy: summarise(curves.map((curve) => curve[i]!.accuracy))!.mean,
  }));
}

/** Units of a network's hidden layer. */
export function unitsOf({ cell }: Pick<NetworkResult, 'cell'>): number {
  return cell.hidden[0]!;
}

/**
 * With which power of the width the number of synapses in use grows, seed by seed: 1 if each unit has as many as in a
 * narrow layer, 0 if wider layers have no more in all.
 * @param networks - of one rule
 * @returns over the seeds that have at least two widths; `undefined` if none has
 */
export function growth(networks: readonly NetworkResult[]): Summary | undefined {
  return summarise([...growthBySeed(networks).values()]);
}

/** {@link growth} of one rule less that of another, over common seeds. */
export function growthDifference(
  one: readonly NetworkResult[],
  other: readonly NetworkResult[],
): Summary | undefined {
  const others = growthBySeed(other);
  return summarise(
    [...growthBySeed(one)].flatMap(([seed, power]) => {
      const twin = others.get(seed);
      return twin === undefined ? [] : [power - twin];
    }),
  );
}

function growthBySeed(networks: readonly NetworkResult[]): Map<number, number> {
  const bySeed = new Map<number, { x: number; y: number }[]>();
  for (const network of networks)
    for (const { seed, metrics } of network.result.records) {
      const used = metrics['used']!;
      if (used === 0) continue;
      const points = bySeed.get(seed) ?? [];
      bySeed.set(seed, points);
      points.push({ x: Math.log(unitsOf(network)), y: Math.log(used) });
    }
  return new Map(
    [...bySeed].flatMap(([seed, points]) => (points.length < 2 ? [] : [[seed, slope(points)] as const])),
  );
}

/** Of the line of least squares. */
function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const products = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return products / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
