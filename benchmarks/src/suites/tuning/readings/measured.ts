import { PART_ENDING } from './candidates.ts';
import { metric } from '@hebbench/report';
import type { LayerState } from '../layer-states.ts';
import type { CandidateResult, QuestionTable } from '../question-table.ts';
import type { Metrics } from './distance.ts';
import type { Reading } from '../../common/readings.ts';

/** A network of one candidate, by the mean of its seeds. */
export interface Measured {
  readonly result: CandidateResult;
  readonly metrics: Metrics;
}

/** What has been run of a question. */
export function measuredOf(tables: readonly QuestionTable[], name: string): Measured[] {
  const table = tables.find(({ question }) => question.name === name);
  return (table?.results ?? []).flatMap((result) => {
    const names = new Set(result.result.records.flatMap(({ metrics }) => Object.keys(metrics)));
    const metrics = Object.fromEntries(
      [...names].flatMap((each) => {
        const mean = metric(result.result, each)?.mean;
        return mean === undefined ? [] : [[each, mean]];
      }),
    );
    return result.result.records.length > 0 ? [{ result, metrics }] : [];
  });
}

/** What the name of a candidate of backpropagation ends with: its recipe, and how much of the epochs it has. */
const RECIPE = `(?:adam|sgd)-[0-9.]+${PART_ENDING}`;

/** The candidates of a reading: its name, or its name with epochs or a recipe. */
export function candidatesOf({ name }: Reading, measured: readonly Measured[]): Measured[] {
  const own = new RegExp(`^${name}(-epochs-[0-9.]+${PART_ENDING}|-${RECIPE})?$`);
  return measured.filter(({ result }) => own.test(result.candidate.name));
}

/** The recipe in the name of a candidate, if it has one. */
export function recipeOf({ result }: Measured): string | undefined {
  return result.candidate.name.match(new RegExp(`${RECIPE}$`))?.[0];
}

/** The one with the smallest distance. */
export function nearest(
  measured: readonly Measured[],
  distance: (metrics: Metrics) => number,
): (Measured & { readonly distance: number }) | undefined {
  return measured
    .map((each) => ({ ...each, distance: distance(each.metrics) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
}

/** States of the hidden layers of a network, of its first seed; none where they were not looked at. */
export function layersOf({ result }: Measured): readonly LayerState[] {
  return (result.result.records[0]?.details['layers'] ?? []) as readonly LayerState[];
}
