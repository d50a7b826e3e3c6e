import { fgsm, logOddsLoss, marginLoss, pgd, survivors, type Attack } from '@hebbench/attacks';
import type { Model } from '@hebbench/core';
import { accuracy } from '@hebbench/nn';
import { evaluationSplit } from '../../run/splits.ts';
import type { ScoreContext } from '../../suite.ts';
import { NETWORK_METRICS } from '../table1/score.ts';
import { withFrameworkDerivative } from './framework-derivative.ts';

/** Sizes of these attacks. */
export const DERIVATIVE_ATTACKS = { images: 200, radii: [0.05, 0.1], steps: 40, losses: 2 } as const;

/** Which derivative an attack sees, by what its metrics begin with. */
export const DERIVATIVES = ['exact', 'framework'] as const;

/** What is tried with each derivative, by what its metric is called. */
const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  // From the image itself, where black pixels are black; and from anywhere around it, where half of them are not.
  pgd: bothLosses(false),
  'pgd-random': bothLosses(true),
  fgsm: [fgsm()],
};

function bothLosses(randomStart: boolean): readonly Attack[] {
  const { steps } = DERIVATIVE_ATTACKS;
  return [
    pgd({ loss: logOddsLoss, steps, randomStart }),
    pgd({ name: 'pgd-margin', loss: marginLoss, steps, randomStart }),
  ];
}

/** Name of the metric of an attack at a radius. */
export function derivativeMetric(derivative: string, attack: string, epsilon: number): string {
  return `${derivative}-${attack}-${epsilon}`;
}

/** Attacks in the order of a table. */
export const DERIVATIVE_ATTACK_NAMES: readonly string[] = Object.keys(ATTACKS);

/** What a record holds of such a network. */
export const DERIVATIVE_METRICS = {
  always: [
    ...NETWORK_METRICS.always,
    'clean',
    ...DERIVATIVES.flatMap((derivative) =>
      DERIVATIVE_ATTACK_NAMES.flatMap((attack) =>
        DERIVATIVE_ATTACKS.radii.map((epsilon) => derivativeMetric(derivative, attack, epsilon)),
      ),
    ),
  ],
  percentages:
    /^(accuracy|trainAccuracy|sparsity|zeroShare|clean|(exact|framework)-(pgd|pgd-random|fgsm)-[0-9.]+)$/,
};

/** Accuracy under the same attacks with the derivative of the network and with that of frameworks. */
export async function scoreDerivatives({
  model,
  dataset,
  cell,
  streams,
  signal,
}: ScoreContext): Promise<Record<string, number>> {
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(DERIVATIVE_ATTACKS.images, split.count);
  const seen: Readonly<Record<(typeof DERIVATIVES)[number], Model>> = {
    exact: model,
    framework: withFrameworkDerivative(model),
  };
  const metrics: Record<string, number> = { clean: accuracy(model, split, { limit: images }) };
  for (const derivative of DERIVATIVES) {
    for (const [name, attacks] of Object.entries(ATTACKS)) {
      for (const epsilon of DERIVATIVE_ATTACKS.radii) {
        const { indices } = await survivors({
          model: seen[derivative],
          split,
          indices: Uint32Array.from({ length: images }, (_, i) => i),
          epsilon,
          attacks,
          // The same random starts for both.
          streams: streams.child(`attacks/${name}`),
          signal,
        });
        metrics[derivativeMetric(derivative, name, epsilon)] = (100 * indices.length) / images;
      }
    }
  }
  return metrics;
}
