import { valueText } from '@hebbench/benchmarks/published';
import { fact, type Fact } from './run-facts.ts';
import type { SiteCell } from './types.ts';

/** What a cell trains, and on how much. */
export function trainingFacts({ result: { cell } }: SiteCell): Fact[] {
  const { preset, budget, trainImages, testImages, tuning } = cell;
  const images = trainImages === undefined ? 'all training images' : `${trainImages} training images`;
  const scored = tuning ? 'scored on validation images' : `${testImages ?? 'all'} test images`;
  return [
    fact('preset', preset),
    fact('epochs', `${budget.hiddenEpochs} without labels, ${budget.headEpochs} with labels`),
    fact('images', `${images}; ${scored}`),
  ];
}

/** The hyperparameters that its runs trained with, as text, by name. */
export function settingsOf({ result: { records, failures } }: SiteCell): Map<string, string> {
  const [first] = [...records, ...failures];
  return new Map(
    Object.entries(first?.provenance.hyperparameters ?? {}).map(([name, value]) => [name, valueText(value)]),
  );
}

/** Of what is said of several, what is said of all, and for each what is left. */
export function inCommon(all: readonly (readonly Fact[])[]): { common: Fact[]; own: Fact[][] } {
  const [first = [], ...others] = all.map((facts) => new Map(facts.map((each) => [keyOf(each), each])));
  const common = [...first.values()].filter((each) => others.every((facts) => facts.has(keyOf(each))));
  const keys = new Set(common.map(keyOf));
  return { common, own: all.map((facts) => facts.filter((each) => !keys.has(keyOf(each)))) };
}

function keyOf({ name, lines }: Fact): string {
  return JSON.stringify([name, lines]);
}
