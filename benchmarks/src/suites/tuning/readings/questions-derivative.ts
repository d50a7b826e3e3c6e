import type { Question } from '../question.ts';
import { byPasses, ONE_PASS, PRINTED, SCREENED } from './candidates.ts';
import { readingNamed } from '../../common/readings.ts';

/** Two readings with (6) at inputs, one with it at both, and one with it at currents alone, which has no |pixel|. */
const ASKED = ['inputs', 'inputs-x-mean', 'both', 'currents'].map(readingNamed);

const PASSES = [1, 2, 3, 10];

/** Whether the derivative of |x| at 0 that frameworks have makes a network look robust: evidence, docs/readings.md. */
export const DERIVATIVE_READING_QUESTIONS: readonly Question[] = [
  {
    name: 'readings-derivative',
    title: 'Readings of equation (6): attacks with the derivative of |x| that frameworks have',
    reason:
      'With (6) at inputs, |x| of a black pixel has the derivative 0 in TensorFlow, PyTorch and JAX, and no attack by gradients raises it. The same networks are attacked with that derivative and with the one that this program takes. Evidence beside the choice, as such an attack is a broken one: docs/readings.md.',
    column: 'mnist/nonneg/1a',
    rule: 'hebbian-wp',
    shared: PRINTED,
    hiddenEpochs: ONE_PASS,
    measure: 'derivatives',
    seeds: SCREENED,
    // Evidence has one seed, whatever goes on.
    candidates: byPasses(ASKED, PASSES).map((candidate) => ({ ...candidate, seeds: SCREENED })),
    taken: {},
  },
];
