import type { Question } from '../question.ts';
import { byPasses, ONE_PASS, PRINTED, SCREENED, untrained } from './candidates.ts';
import { FROZEN_READINGS } from './frozen.ts';
import type { Reading } from '../../common/readings.ts';

/** Passes over the images that a hidden layer learns for. */
const PASSES = [1, 3, 10, 30];

/** Those of deep networks: thirty passes of ten layers would cost more than all of these together. */
const PASSES_IN_DEPTH = [1, 3, 10];

/**
 * Those that are tried in more layers than one: their constants stay true while a layer learns, as what it reads does not
 * change, and scores of an image have the same size throughout. Currents do change, and may end below a mean that was
 * measured before.
 */
const IN_DEPTH: readonly Reading[] = FROZEN_READINGS.filter(({ name }) =>
  ['units-on-inputs', 'layer-maximum'].includes(name),
);

const REASON =
  'Mean, deviation and maximum that are measured once on training images and frozen keep images independent, as statistics of a batch do not. Evidence beside the readings, which are chosen without it: docs/readings.md.';

/** Readings of equation (6) with frozen constants: the proposed rule and the control. */
export const FROZEN_READING_QUESTIONS: readonly Question[] = [
  {
    name: 'readings-frozen',
    title: 'Equation (6) with frozen constants: the proposed rule, one layer',
    reason: REASON,
    column: 'mnist/nonneg/1a',
    rule: 'hebbian-wp',
    shared: PRINTED,
    hiddenEpochs: ONE_PASS,
    measure: 'network',
    seeds: SCREENED,
    candidates: byPasses(FROZEN_READINGS, PASSES),
    taken: {},
  },
  {
    name: 'readings-frozen-control',
    title: 'Equation (6) with frozen constants: the control, one layer',
    reason: REASON,
    column: 'mnist/nonneg/1a',
    rule: 'random-features',
    measure: 'network',
    seeds: SCREENED,
    candidates: untrained(FROZEN_READINGS),
    taken: {},
  },
  ...([3, 10] as const).flatMap((layers): Question[] => {
    const depth = layers === 3 ? 'three layers' : 'ten layers';
    const shared = {
      reason: REASON,
      column: 'mnist/nonneg/10',
      measure: 'layers',
      layers,
      seeds: SCREENED,
      taken: {},
    } as const;
    return [
      {
        ...shared,
        name: `readings-frozen-${layers}`,
        title: `Equation (6) with frozen constants: the proposed rule, ${depth}`,
        rule: 'hebbian-wp',
        shared: PRINTED,
        hiddenEpochs: ONE_PASS,
        candidates: byPasses(IN_DEPTH, PASSES_IN_DEPTH),
      },
      {
        ...shared,
        name: `readings-frozen-control-${layers}`,
        title: `Equation (6) with frozen constants: the control, ${depth}`,
        rule: 'random-features',
        candidates: untrained(IN_DEPTH),
      },
    ];
  }),
];
