import { fixed } from '../common/format.ts';
import type { Distance, StoredFit } from './score.ts';

/** `0.0072 (0.0042 … 0.0104)`, in nats a weight, or that there are too few units for an interval. */
export function distanceText({ mean, ci95 }: Distance): string {
  const interval = ci95 ? ci95.map(nats).join(' … ') : 'too few units for an interval';
  return `${nats(mean)} (${interval})`;
}

function nats(value: number): string {
  return fixed(value, 4);
}

const BECOMES: Readonly<Record<NonNullable<StoredFit['becomes']>, string>> = {
  'power-law': 'a power law',
  uniform: 'uniform',
  'uniform-to-largest': 'uniform up to the largest',
};

/** `k = 0.6, λ → ∞ (a power law)`: estimates, then what has none because the fit is a limit of its family. */
export function parametersText({ parameters, limits = {}, becomes, atBound }: StoredFit): string {
  const estimates = Object.entries(parameters).map(([name, value]) => `${name} = ${value.toPrecision(3)}`);
  const text = [...estimates, ...limitTexts(limits)].join(', ');
  if (becomes) return `${text} (${BECOMES[becomes]})`;
  return atBound && Object.keys(limits).length === 0 ? `${text} (at the end of the search)` : text;
}

/** `λ → ∞` of each parameter that has no estimate. */
export function limitTexts(limits: NonNullable<StoredFit['limits']>): string[] {
  return Object.entries(limits).map(([name, to]) => (to === 'any' ? `any ${name}` : `${name} → ${to}`));
}
