import { crossEntropyLoss, logOddsLoss, marginLoss, pgd, survivors, type Attack } from '@hebbench/attacks';
import { rangeToTensor } from '@hebbench/engine';
import { evaluationSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import {
  attackOn,
  hasNormalisation,
  probabilities,
  withConstantsOfCleanImage,
  withDetachedConstants,
} from './attacked-graphs.ts';
import { FIGURE_SCALES } from './scales.ts';

/** Another way in which PGD may have been run. */
export interface AttackReading {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Whether it is about equation (6), and does not apply to networks without it. */
  readonly normalised?: boolean;
  /** What ε is multiplied by. @defaultValue 1 */
  readonly unit?: number;
  /** Whether it follows one loss from one start, not the worst case over losses. @defaultValue false */
  readonly once?: boolean;
  /** @param epsilon - the radius in pixels */
  readonly attacks: (epsilon: number, steps: number) => readonly Attack[];
}

/** Standard deviation of MNIST's pixels, by which images are often divided. */
const PIXEL_SD = 0.3081;
const STEP_SIZE = 0.01;

const once = (steps: number): Attack => pgd({ loss: logOddsLoss, steps, stepSize: STEP_SIZE });
const worst = (steps: number, stepSize: number): Attack[] => [
  pgd({ loss: logOddsLoss, steps, stepSize }),
  pgd({ name: 'pgd-margin', loss: marginLoss, steps, stepSize }),
];

/** The readings, in the order of the report. */
export const ATTACK_READINGS: readonly AttackReading[] = [
  {
    name: 'stronger',
    title: '2.5 times the steps, of ε/10',
    attacks: (epsilon, steps) => worst(Math.round(2.5 * steps), epsilon / 10),
  },
  {
    name: 'constants-detached',
    title: 'no gradient through mean and maximum of (6)',
    normalised: true,
    once: true,
    attacks: (_, steps) => [attackOn(withDetachedConstants, once(steps))],
  },
  {
    name: 'constants-frozen',
    title: 'mean and maximum of (6) those of the clean image',
    normalised: true,
    once: true,
    attacks: (_, steps) => [attackOn(withConstantsOfCleanImage, once(steps))],
  },
  {
    name: 'rounded',
    title: 'gradient of the cross-entropy as float32 rounds it',
    once: true,
    attacks: (_, steps) => [pgd({ loss: crossEntropyLoss, steps, stepSize: STEP_SIZE })],
  },
  {
    name: 'probabilities',
    title: 'loss on probabilities (softmax twice)',
    once: true,
    attacks: (_, steps) => [attackOn(probabilities, once(steps))],
  },
  {
    name: 'standardised',
    title: 'ε in standard deviations of the pixels',
    unit: PIXEL_SD,
    attacks: (_, steps) => worst(steps, STEP_SIZE * PIXEL_SD),
  },
];

/** Radii of the readings. */
export const READING_EPSILONS: readonly number[] = [0.05, 0.1, 0.2];

/** Accuracy under one reading at one radius, in a record. */
export interface StoredAttackReading {
  readonly name: string;
  readonly epsilon: number;
  /** Of the network itself on the attack's images, in percent. */
  readonly accuracy: number;
  /** Share of the gradients that the attack saw that are exactly zero, in [0, 1]. */
  readonly zeroGradientShare: number;
}

const FORM_IMAGES = 20;

/** Accuracy under PGD in each of the readings. */
export async function scoreAttackReadings(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell, streams, signal } = context;
  const { attackedImages, steps } = FIGURE_SCALES[cell.scale];
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(attackedImages, split.count);
  const some = rangeToTensor(split.pixels, 0, Math.min(FORM_IMAGES, images), dataset.inputs, 1 / 255);
  const normalised = hasNormalisation(model, some);
  some.dispose();
  const stored: StoredAttackReading[] = [];
  for (const { name, unit = 1, attacks, normalised: needed = false } of ATTACK_READINGS) {
    if (needed && !normalised) continue;
    for (const epsilon of READING_EPSILONS) {
      const { indices, log } = await survivors({
        model,
        split,
        indices: Uint32Array.from({ length: images }, (_, i) => i),
        epsilon: epsilon * unit,
        attacks: attacks(epsilon * unit, steps),
        streams: streams.child(`readings/${name}`),
        signal,
      });
      stored.push({
        name,
        epsilon,
        accuracy: (100 * indices.length) / images,
        zeroGradientShare: log.gradients > 0 ? log.zeroGradients / log.gradients : 0,
      });
    }
  }
  return {
    metrics: Object.fromEntries(
      stored.map(({ name, epsilon, accuracy }) => [`${name}-${epsilon}`, accuracy]),
    ),
    details: { attackReadings: stored },
  };
}
