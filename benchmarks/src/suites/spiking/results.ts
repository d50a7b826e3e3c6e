import type { Cell } from '@hebbench/core';
import { aggregate, metric, summarise, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { networkTitle } from '../common/networks.ts';
import { setOfResults } from '../common/sets.ts';
import { LEARNED, partOf } from './cells.ts';
import type { ConvertedDetails, Curve } from './measured.ts';

/** The networks that have run. */
export interface SpikingResults {
  readonly converted: readonly MeasuredNetwork[];
  readonly learned: readonly MeasuredNetwork[];
}

/** Sorts the networks that have run, in the order of the cells. */
export function spikingResults(results: SuiteResults): SpikingResults {
  const { cells, records, sets = [] } = results;
  const networks = aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result): MeasuredNetwork => {
      const { cell } = result;
      const where = sets.length > 1 ? `, ${setOfResults(cell.dataset, results)?.title ?? cell.dataset}` : '';
      const title = `${titleOf(cell)}${where}`;
      return { title, cell, result, of: (name) => metric(result, name) };
    });
  return {
    converted: networks.filter(({ cell }) => partOf(cell) === 'converted'),
    learned: networks.filter(({ cell }) => partOf(cell) === 'learned'),
  };
}

function titleOf(cell: Cell): string {
  if (partOf(cell) === 'converted') return `${networkTitle(cell)}${cell.nonnegative ? '⁺' : ''}`;
  const { learns, ownOutput } = LEARNED.find(({ head }) => head === cell.head)!;
  if (ownOutput)
    return learns ? 'equations (1) to (5) on spikes' : 'equations (2) to (5) on an untrained layer';
  return learns ? 'equation (1) on spikes' : 'the same, untrained';
}

/** Accuracy after a number of steps, over seeds. */
export interface CurveSummary extends Pick<Curve, 'code' | 'carried'> {
  readonly points: readonly {
    readonly step: number;
    readonly accuracy: Summary;
    readonly synaptic: Summary;
  }[];
}

/** The curves of a converted network, over seeds, that of tables first. */
export function curvesOf({ result }: MeasuredNetwork): CurveSummary[] {
  const seeds = result.records.map(({ details }) => (details as unknown as ConvertedDetails).curves);
  return seeds[0]!.map(({ code, carried, points }, i) => ({
    code,
    carried,
    points: points.map(({ step }, at) => {
      const found = seeds.map((curves) => curves[i]!.points[at]!);
      return {
        step,
        accuracy: summarise(found.map(({ accuracy }) => accuracy))!,
        synaptic: summarise(found.map(({ operations }) => operations.synaptic))!,
      };
    }),
  }));
}

/** Points under attack that are not to be relied on, in words: each with its reasons over the seeds. */
export function doubtNotes(networks: readonly MeasuredNetwork[]): string[] {
  return networks.flatMap(({ title, result }) => {
    const points = result.records.flatMap(({ details }) => {
      const { robustness, denseRobustness = [] } = details as Partial<ConvertedDetails>;
      return [
        ...robustness!.map((point) => ({ of: title, ...point })),
        ...denseRobustness.map((point) => ({ of: `${title}, dense`, ...point })),
      ];
    });
    const doubtful = points.filter(({ trustworthy }) => !trustworthy);
    const places = new Map<string, Set<string>>();
    for (const { of, epsilon, reason } of doubtful) {
      const place = `${of}, ε = ${epsilon}`;
      places.set(place, (places.get(place) ?? new Set()).add(reason));
    }
    return [...places].map(
      ([place, reasons]) => `Not to be relied on under attack: ${place}: ${[...reasons].join(' | ')}.`,
    );
  });
}

/** Layers of networks that nothing drives, in words. */
export function silentNotes(converted: readonly MeasuredNetwork[]): string[] {
  return converted.flatMap(({ title, result }) =>
    result.records.flatMap(({ seed, details }) =>
      (details as unknown as ConvertedDetails).curves.flatMap(({ silent, carried }) =>
        silent.length > 0
          ? [
              `Silent: ${silent.join(', ')} of ${title}, seed ${seed} (equation (6): ${carried}): no training image drives it.`,
            ]
          : [],
      ),
    ),
  );
}
