import { aggregate, metric, summarise, type CellResult, type Summary } from '@hebbench/report';
import type { JointTraits } from '@hebbench/datasets/joint';
import type { SuiteResults } from '../../suite.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { networkTitle } from '../common/networks.ts';
import { CONCURRENT_SCALES } from './cells.ts';
import { jointOf, taskOf, type Task } from './tasks.ts';

/** A network that has run, with what it has learned. */
export interface NetworkResult extends MeasuredNetwork {
  readonly task: Task;
  readonly units: number;
}

/** Networks of one rule that differ in what they have learned alone. */
export interface Comparison {
  /** For people. */
  readonly title: string;
  readonly rule: string;
  readonly units: number;
  /** Of both tasks at once. */
  readonly both: NetworkResult | undefined;
  /** Of each task alone, with as many units. */
  readonly alone: readonly NetworkResult[];
  /** The same with half of the units. */
  readonly half: readonly NetworkResult[];
}

/** Two sets, joined in one way, with all networks on them. */
export interface JointGroup {
  readonly joint: JointTraits;
  /** Rule by rule, from the narrowest networks to the widest. */
  readonly comparisons: readonly Comparison[];
  /** Those at the width of the claims. */
  readonly main: readonly Comparison[];
}

/** The networks that have run, by the sets that they have learned. */
export function jointGroups({ cells, records, scale }: SuiteResults): JointGroup[] {
  const networks = aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result): NetworkResult => ({
      title: networkTitle(result.cell),
      cell: result.cell,
      task: taskOf(result.cell),
      units: result.cell.hidden[0]!,
      result,
      of: (name) => metric(result, name),
    }));
  return [...new Set(networks.map(({ cell }) => cell.dataset))].map((dataset): JointGroup => {
    const own = networks.filter(({ cell }) => cell.dataset === dataset);
    const comparisons = [...new Set(own.map(({ cell }) => cell.rule))].flatMap((rule) =>
      [...new Set(own.map(({ units }) => units))]
        .toSorted((a, b) => a - b)
        .map((units) =>
          comparisonOf(
            own.filter(({ cell }) => cell.rule === rule),
            units,
          ),
        ),
    );
    const { mainWidth } = CONCURRENT_SCALES[scale];
    const found = comparisons.filter(({ both, alone }) => both ?? alone.length > 0);
    return {
      joint: jointOf({ dataset }),
      comparisons: found,
      main: found.filter(({ units }) => units === mainWidth),
    };
  });
}

function comparisonOf(networks: readonly NetworkResult[], units: number): Comparison {
  const alone = (width: number): NetworkResult[] =>
    networks.filter((network) => network.units === width && network.task !== 'both');
  const { title, cell } = networks[0]!;
  return {
    title,
    rule: cell.rule,
    units,
    both: networks.find((network) => network.units === units && network.task === 'both'),
    alone: alone(units),
    half: alone(units / 2),
  };
}

/**
 * A metric of networks of one task each, mean over both tasks, over the seeds that both have.
 * @returns `undefined` unless both tasks have run
 */
export function overTasks(networks: readonly NetworkResult[], name: string): Summary | undefined {
  return summarise([...meansBySeed(networks, name).values()]);
}

/** Accuracy on both tasks of a network that learned them at once, less that of networks of one task each, seed by seed. */
export function lossOf({ both }: Comparison, others: readonly NetworkResult[]): Summary | undefined {
  if (!both) return undefined;
  const means = meansBySeed(others, 'accuracy');
  return summarise(
    both.result.records.flatMap(({ seed, metrics }) => {
      const other = means.get(seed);
      return other === undefined ? [] : [metrics['accuracy']! - other];
    }),
  );
}

function meansBySeed(networks: readonly NetworkResult[], name: string): Map<number, number> {
  const [first, second] = (['first', 'second'] as const).map(
    (task) => networks.find((network) => network.task === task)?.result,
  );
  if (!first || !second) return new Map();
  const valueOf = ({ records }: CellResult, seed: number): number | undefined =>
    records.find((record) => record.seed === seed)?.metrics[name];
  return new Map(
    first.records.flatMap(({ seed }) => {
      const [a, b] = [valueOf(first, seed), valueOf(second, seed)];
      return a === undefined || b === undefined ? [] : [[seed, (a + b) / 2] as const];
    }),
  );
}
