import type { Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { inputGradient } from './gradient.ts';
import type { Loss } from './losses.ts';

/** Two standard errors of a share p of n images, in percentage points: differences below it are noise. */
export function noiseOf(percent: number, images: number): number {
  const p = Math.min(1 - 0.5 / images, Math.max(0.5 / images, percent / 100));
  return 200 * Math.sqrt((p * (1 - p)) / images);
}

/** A complaint, or `undefined` if all is well. */
export type Complaint = string | undefined;

/** Share of zero gradients above which gradient attacks stand still on too many images. */
const MOST_ZERO_GRADIENTS = 0.05;

/** Attacks that follow gradients say nothing where gradients are zero. */
export function checkGradientsExist(zeroShare: number): Complaint {
  return zeroShare > MOST_ZERO_GRADIENTS
    ? `${(100 * zeroShare).toFixed(0)} % of the input gradients are exactly zero`
    : undefined;
}

/** A larger ball holds the smaller one: accuracy cannot rise with ε. */
export function checkMonotone(accuracy: number, atSmaller: number, images: number): Complaint {
  return accuracy > atSmaller + noiseOf(atSmaller, images)
    ? `accuracy rises with ε: ${atSmaller.toFixed(1)} → ${accuracy.toFixed(1)} %`
    : undefined;
}

/** Many steps find at least what one step finds. */
export function checkIterativeIsStronger(pgd: number, fgsm: number, images: number): Complaint {
  return pgd > fgsm + noiseOf(fgsm, images)
    ? `PGD (${pgd.toFixed(1)} %) is weaker than FGSM (${fgsm.toFixed(1)} %)`
    : undefined;
}

/** What sees the model's gradient finds at least what does not: otherwise the gradient is masked. */
export function checkGradientHelps(
  withGradient: number,
  without: number,
  name: string,
  images: number,
): Complaint {
  return without < withGradient - noiseOf(withGradient, images)
    ? `${name}, which does not see the gradient, is stronger (${without.toFixed(1)} against ${withGradient.toFixed(1)} %)`
    : undefined;
}

/** Half-width of the difference quotient, in pixel values. */
const DIFFERENCE = 1e-3;
/** Median relative error above which the gradient is not that of the loss. Kinks and float32 account for the rest. */
const LARGEST_ERROR = 0.1;

/**
 * Compares the gradient along its own direction with a difference quotient of the loss.
 * @param x - `[batch, inputs]`
 * @returns the median relative error over the images whose gradient is not zero; 0 if there are none
 */
export function gradientError(model: Model, x: tf.Tensor2D, labels: tf.Tensor1D, loss: Loss): number {
  return tf.tidy(() => {
    const gradient = inputGradient(model, x, labels, loss);
    const length = tf.sqrt(tf.sum(tf.square(gradient), 1, true));
    const direction = tf.div(gradient, tf.maximum(length, 1e-30));
    const at = (distance: number): Float32Array =>
      loss(
        model.logits(tf.add(x, tf.mul(direction, distance))),
        labels,
      ).dataSync<'float32'>() as Float32Array;
    const [plus, minus] = [at(DIFFERENCE).slice(), at(-DIFFERENCE).slice()];
    const slopes = length.dataSync();
    const errors = [...slopes]
      .map((slope, n) => ({
        slope,
        error: Math.abs((plus[n]! - minus[n]!) / (2 * DIFFERENCE) - slope) / slope,
      }))
      .filter(({ slope }) => slope > 0)
      .map(({ error }) => error)
      .toSorted((a, b) => a - b);
    return errors[Math.floor(errors.length / 2)] ?? 0;
  });
}

/** The gradient is that of the loss. */
export function checkGradientIsRight(medianError: number): Complaint {
  return medianError > LARGEST_ERROR
    ? `the gradient is off by ${(100 * medianError).toFixed(0)} % from difference quotients`
    : undefined;
}
