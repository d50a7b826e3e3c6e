/** How far a number of ours is from one of the paper's, in units of what would count as agreement: 0 … {@link MOST}. */
export type Term = number;

/** Bound of a term: one lost number does not decide alone. */
const MOST = 5;
/** Falls of accuracy under attack up to this many points count as none, as in Figure 4. */
const STABLE = 5;
/** More gradients than this share, in percent, that are zero throughout make an attack blind. */
const BLIND = 1;

/** The terms of `docs/readings.md` that one network with one hidden layer has; those not measured are missing. */
export interface NetworkTerms {
  readonly accuracy: Term;
  readonly zeros: Term;
  readonly attacks: Term;
  readonly oneShot: Term;
  readonly weights?: Term;
}

/** Metrics of a network, as records hold them: in percent, but for the KS distances. */
export type Metrics = Readonly<Record<string, number>>;

/** Weight of the groups that are not 1. */
const ACCURACY_WEIGHT = 2;

/** The terms of the proposed rule's network. */
export function proposedTerms(metrics: Metrics): NetworkTerms {
  const { accuracy, sparsity, 'ks-lognormal': lognormal, 'ks-other': other } = metrics;
  return {
    accuracy: term(Math.abs(accuracy! - 94.2), 1),
    zeros: term(Math.abs(sparsity! - 90), 3),
    attacks: attackTerm(metrics),
    oneShot: term(outside(metrics['one-shot']!, 45, 55), 5),
    ...(lognormal !== undefined &&
      other !== undefined && { weights: term(Math.max(0, lognormal - other), 0.01) }),
  };
}

/** Those of backpropagation's network: accuracy, and zeros of its hidden weights. */
export function backpropTerms({ accuracy, sparsity }: Metrics): Pick<NetworkTerms, 'accuracy' | 'zeros'> {
  return { accuracy: term(Math.abs(accuracy! - 94.47), 1), zeros: term(Math.abs(sparsity! - 90), 3) };
}

/** Whether attacks on a network cannot be relied on: what follows the gradient does worse than what does not. */
export function isBlind(metrics: Metrics): boolean {
  const pgd = metrics['pgd-0.1']!;
  return metrics['zeroGradients']! > BLIND || metrics['fgsm-0.1']! < pgd || metrics['square-0.1']! < pgd;
}

/** Distance over the terms of the proposed rule's network alone. */
export function networkDistance(terms: NetworkTerms): number {
  const { accuracy, ...groups } = terms;
  return weightedMean([[accuracy, ACCURACY_WEIGHT], ...Object.values(groups).map(alone)]);
}

/** Distance over the terms of backpropagation's network alone. */
export function backpropDistance({ accuracy, zeros }: Pick<NetworkTerms, 'accuracy' | 'zeros'>): number {
  return weightedMean([
    [accuracy, ACCURACY_WEIGHT],
    [zeros, 1],
  ]);
}

/** Terms of the accuracy in other columns than that of one layer with an output layer that is trained by gradient descent. */
export interface ColumnTerms {
  readonly proposed: readonly Term[];
  readonly backprop: readonly Term[];
}

/**
 * Distance over both, where both have been measured: they share the group of zeros. Accuracies of further columns join
 * the group of their rule.
 */
export function jointDistance(
  proposed: NetworkTerms,
  backprop: Pick<NetworkTerms, 'accuracy' | 'zeros'>,
  columns: ColumnTerms = { proposed: [], backprop: [] },
): number {
  const { accuracy, zeros, ...groups } = proposed;
  return weightedMean([
    [mean([accuracy, ...columns.proposed]), ACCURACY_WEIGHT],
    [mean([backprop.accuracy, ...columns.backprop]), ACCURACY_WEIGHT],
    [mean([zeros, backprop.zeros]), 1],
    ...Object.values(groups).map(alone),
  ]);
}

/** The term of an accuracy that the paper prints, in percent, with the scale of what would be agreement. */
export function accuracyTerm(accuracy: number, paper: number, scale: number): Term {
  return term(Math.abs(accuracy - paper), scale);
}

/** The term of what counts as not reached. */
export const NOT_REACHED: Term = MOST;

function term(difference: number, scale: number): Term {
  return Math.min(MOST, difference / scale);
}

function outside(value: number, low: number, high: number): number {
  return Math.max(0, low - value, value - high);
}

/** “Stable up to ε = 0.1”: falls under PGD at half of it and at it, and under FGSM. */
function attackTerm(metrics: Metrics): Term {
  if (isBlind(metrics)) return MOST;
  const falls = ['pgd-0.05', 'pgd-0.1', 'fgsm-0.1'].map((name) =>
    term(Math.max(0, metrics['clean']! - metrics[name]! - STABLE), 10),
  );
  return falls.reduce((sum, each) => sum + each, 0) / falls.length;
}

type Weighted = readonly [value: number, weight: number];

function alone(value: number): Weighted {
  return [value, 1];
}

function mean(terms: readonly Term[]): Term {
  return terms.reduce((sum, each) => sum + each, 0) / terms.length;
}

function weightedMean(values: readonly Weighted[]): number {
  const total = values.reduce((sum, [, weight]) => sum + weight, 0);
  return values.reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
}
