import { HebbenchError, type ImageShape, type Model, type Split, type Streams } from '@hebbench/core';
import { rowsToTensor } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Attack } from './attack.ts';
import {
  checkAnythingWasAttacked,
  checkGradientHelps,
  checkGradientIsRight,
  checkGradientsAreNumbers,
  checkGradientsExist,
  checkIterativeIsStronger,
  checkMonotone,
} from './checks.ts';
import { fgsm } from './fgsm.ts';
import { gradientAgreement } from './gradient-agreement.ts';
import { checkCount, checkEpsilon } from './inputs.ts';
import { logOddsLoss, marginLoss } from './losses.ts';
import { pgd } from './pgd.ts';
import { square } from './square.ts';
import { survivors } from './survivors.ts';
import { transferFrom } from './transfer.ts';

/** Settings of {@link robustnessCurve}. */
export interface CurveOptions {
  readonly model: Model;
  readonly split: Split;
  readonly shape: ImageShape;
  /** ℓ∞ radii in [0, 1], rising. */
  readonly epsilons: readonly number[];
  /** Images to attack: the first this many, ≥ 0. */
  readonly images: number;
  readonly streams: Streams;
  /** PGD's steps. @defaultValue 40 */
  readonly steps?: number;
  /** PGD's step size. @defaultValue 0.01 */
  readonly stepSize?: number;
  /** Random starts of PGD with each loss. @defaultValue 2 */
  readonly restarts?: number;
  /** Images for the checks by Square and transfer: the first this many. @defaultValue 200 */
  readonly checkImages?: number;
  /** Square's queries. @defaultValue 300 */
  readonly queries?: number;
  /**
   * Whether the model's gradient is its own, or one that stands in for it, as that of spikes does: their scores are steps,
   * which no difference quotient finds a slope in. Such a gradient is not held against any, and all other checks stand.
   * @defaultValue 'exact'
   */
  readonly gradient?: 'exact' | 'surrogate';
  /** Another model on the same images, for the transfer check. */
  readonly source?: Model;
  readonly signal?: AbortSignal;
}

/** Accuracies under attack at one ε, in percent, and whether they can be trusted. */
export interface RobustnessPoint {
  readonly epsilon: number;
  readonly fgsm: number;
  /** After PGD: the worst case over both losses and all restarts, for each image. */
  readonly pgd: number;
  /** After PGD on the cross-entropy (its log-odds) alone, one start: what is usually reported. */
  readonly pgdOnce: number;
  /** On the images of the checks. */
  readonly square: number;
  /** On the images of the checks; missing without a source. */
  readonly transfer?: number;
  /** Share of the input gradients that are exactly zero, in [0, 1]. */
  readonly zeroGradientShare: number;
  readonly trustworthy: boolean;
  /** Why not; empty if trustworthy. */
  readonly reason: string;
}

/** What attacks leave. */
interface Remaining {
  readonly indices: Uint32Array;
  /** Shares of the input gradients that are zero, and that are no numbers. */
  readonly zeroShare: number;
  readonly brokenShare: number;
}

const GRADIENT_IMAGES = 100;

/**
 * Accuracy under FGSM and PGD for a row of radii, with the checks of every point.
 * @throws {@link HebbenchError} `INVALID_CONFIG`, `INTERRUPTED`; `RULE_FAULT` for logits that are no numbers
 */
export async function robustnessCurve(options: CurveOptions): Promise<RobustnessPoint[]> {
  const { model, split, epsilons, streams, restarts = 2, checkImages = 200, signal } = options;
  epsilons.forEach((epsilon) => checkEpsilon('robustness-curve', epsilon));
  checkCount('robustness-curve', 'images', options.images, 0);
  checkCount('robustness-curve', 'images of the checks', checkImages, 0);
  checkCount('robustness-curve', 'restarts', restarts);
  if (epsilons.some((epsilon, i) => i > 0 && epsilon <= epsilons[i - 1]!)) {
    throw new HebbenchError('INVALID_CONFIG', 'The radii of a robustness curve are not in order.', {
      got: epsilons.join(', '),
      expected: 'rising values of ε',
      fix: 'sort them, each once',
    });
  }
  const all = firstIndices(Math.min(options.images, split.count));
  const checked = firstIndices(Math.min(checkImages, all.length));
  const base = { model, split, ...(signal && { signal }) };
  const right = await survivors({ ...base, indices: all, epsilon: 0, attacks: [], streams });
  const agreement = options.gradient === 'surrogate' ? 1 : agreementOf(options, right.indices);

  const points: RobustnessPoint[] = [];
  for (const epsilon of epsilons) {
    const run = async (
      name: string,
      indices: Uint32Array,
      attacks: readonly Attack[],
    ): Promise<Remaining> => {
      const found = await survivors({ ...base, indices, epsilon, attacks, streams: streams.child(name) });
      const { gradients, zeroGradients, brokenGradients } = found.log;
      const shareOf = (count: number): number => (gradients > 0 ? count / gradients : 0);
      return {
        indices: found.indices,
        zeroShare: shareOf(zeroGradients),
        brokenShare: shareOf(brokenGradients),
      };
    };
    const percent = (indices: Uint32Array, of: Uint32Array): number =>
      of.length === 0 ? 0 : (100 * indices.length) / of.length;

    const single = await run('fgsm', right.indices, [fgsm()]);
    const once = await run('pgd', right.indices, [pgdWith(options, 'pgd', logOddsLoss)]);
    const more = [
      pgdWith(options, 'pgd-margin', marginLoss),
      ...Array.from({ length: restarts - 1 }, () => [
        pgdWith(options, 'pgd', logOddsLoss),
        pgdWith(options, 'pgd-margin', marginLoss),
      ]).flat(),
    ];
    const worst = await run('pgd-more', once.indices, more);
    const rightChecked = right.indices.filter((index) => index < checked.length);
    const worstChecked = worst.indices.filter((index) => index < checked.length);
    const bySquare = await run('square', rightChecked, [
      square({ shape: options.shape, queries: options.queries ?? 300 }),
    ]);
    const byTransfer =
      options.source &&
      (await run('transfer', rightChecked, [
        transferFrom(options.source, pgdWith(options, 'pgd', logOddsLoss)),
      ]));

    const accuracy = percent(worst.indices, all);
    const onChecked = percent(worstChecked, checked);
    const squareAccuracy = percent(bySquare.indices, checked);
    const transferAccuracy = byTransfer && percent(byTransfer.indices, checked);
    const before = points.at(-1)?.pgd ?? percent(right.indices, all);
    const complaints = [
      checkAnythingWasAttacked(right.indices.length, all.length),
      checkGradientsAreNumbers(Math.max(single.brokenShare, once.brokenShare, worst.brokenShare)),
      checkGradientsExist(once.zeroShare),
      checkGradientIsRight(agreement),
      checkMonotone(accuracy, before, all.length),
      checkIterativeIsStronger(accuracy, percent(single.indices, all), all.length),
      checked.length === 0
        ? 'no image was left for the checks'
        : checkGradientHelps(onChecked, squareAccuracy, 'Square', checked.length),
      transferAccuracy === undefined || checked.length === 0
        ? undefined
        : checkGradientHelps(onChecked, transferAccuracy, 'a transferred attack', checked.length),
    ].filter((complaint) => complaint !== undefined);
    points.push({
      epsilon,
      fgsm: percent(single.indices, all),
      pgd: accuracy,
      pgdOnce: percent(once.indices, all),
      square: squareAccuracy,
      ...(transferAccuracy !== undefined && { transfer: transferAccuracy }),
      zeroGradientShare: once.zeroShare,
      trustworthy: complaints.length === 0,
      reason: complaints.join('; '),
    });
  }
  return points;
}

function pgdWith(
  { steps = 40, stepSize = 0.01 }: CurveOptions,
  name: string,
  loss: typeof marginLoss,
): Attack {
  return pgd({ name, loss, steps, stepSize });
}

function firstIndices(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

function agreementOf({ model, split, streams }: CurveOptions, indices: Uint32Array): number {
  const some = indices.slice(0, GRADIENT_IMAGES);
  if (some.length === 0) return 1;
  return tf.tidy(() => {
    const x = rowsToTensor(split.pixels, some, split.pixels.length / split.count, 1 / 255);
    const labels = tf.tensor1d(
      Int32Array.from(some, (i) => split.labels[i]!),
      'int32',
    );
    return gradientAgreement(model, x, labels, streams.stream('difference-quotients'));
  });
}
