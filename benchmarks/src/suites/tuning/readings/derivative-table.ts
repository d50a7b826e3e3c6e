import type { Measured } from './measured.ts';
import type { NotedTable } from '../noted-table.ts';
import {
  DERIVATIVE_ATTACK_NAMES,
  DERIVATIVE_ATTACKS,
  DERIVATIVES,
  derivativeMetric,
} from '../score-derivatives.ts';

/** What attacks are called in the table. */
const TITLES: Readonly<Record<string, string>> = {
  pgd: 'PGD',
  'pgd-random': 'PGD, random start',
  fgsm: 'FGSM',
};

/** The same networks under the same attacks, with the derivative of |x| at 0 as it is here and as frameworks have it. */
export function derivativeTable(measured: readonly Measured[]): NotedTable {
  const kinds = DERIVATIVE_ATTACK_NAMES.flatMap((attack) =>
    DERIVATIVE_ATTACKS.radii.flatMap((epsilon) =>
      DERIVATIVES.map((derivative) => ({ attack, epsilon, derivative })),
    ),
  );
  return {
    title: 'Readings of equation (6): attacks with the derivative of |x| that frameworks have',
    notes: [
      'Validation images that are still right, in percent. The second number of each pair is of an attack that sees 0 as the derivative of |x| at 0, as TensorFlow, PyTorch and JAX have it: where (6) is at inputs, it never raises a black pixel. Where it leaves more than the first, the difference is the attack’s weakness and not the network’s strength. With (6) on currents alone there is no |pixel|, and frameworks see the first number: the second one of `currents` is what keeping from black pixels does by itself.',
      'PGD with 40 steps of 0.01 on two losses, the worst case for each image, from the image itself or from a random point around it.',
    ],
    columns: [
      'network',
      'validation %',
      'zero %',
      'clean',
      ...kinds.map(
        ({ attack, epsilon, derivative }) =>
          `${TITLES[attack]!} ${epsilon}${derivative === 'framework' ? ', frameworks’' : ''}`,
      ),
    ],
    rows: measured.map(({ result, metrics }) => {
      const number = (name: string, digits: number): string => metrics[name]?.toFixed(digits) ?? '–';
      return [
        result.candidate.name,
        number('accuracy', 2),
        number('sparsity', 2),
        number('clean', 1),
        ...kinds.map(({ attack, epsilon, derivative }) =>
          number(derivativeMetric(derivative, attack, epsilon), 1),
        ),
      ];
    }),
  };
}
