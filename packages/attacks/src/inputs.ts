import { HebbenchError, type ErrorParts } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Grey levels divided by 255 may miss 1 by as much. */
const ROUNDING = 1e-6;

/** The error for an attack that was given what it cannot work with. */
function invalid(attack: string, what: string, parts: Omit<ErrorParts, 'cause'>): HebbenchError {
  return new HebbenchError('INVALID_CONFIG', `The attack "${attack}" was given no valid ${what}.`, parts);
}

/**
 * Refuses an ε outside [0, 1].
 * @throws {@link HebbenchError} `INVALID_CONFIG`
 */
export function checkEpsilon(attack: string, epsilon: number): void {
  if (epsilon >= 0 && epsilon <= 1) return;
  throw invalid(attack, 'ε', {
    got: String(epsilon),
    expected: 'a number from 0 to 1, on the scale of pixels in [0, 1]',
    fix: 'divide a radius in grey levels by 255',
  });
}

/**
 * Refuses images with a pixel outside [0, 1], normalised ones for instance: cut to [0, 1], they would move further than
 * ε.
 * @param x - `[batch, inputs]`
 * @throws {@link HebbenchError} `INVALID_CONFIG`
 */
export function checkPixels(attack: string, x: tf.Tensor2D): void {
  const pixels = x.dataSync<'float32'>();
  const wrong = pixels.findIndex((pixel) => !(pixel >= -ROUNDING && pixel <= 1 + ROUNDING));
  if (wrong < 0) return;
  throw invalid(attack, 'images', {
    got: `${pixels[wrong]} in pixel ${wrong % x.shape[1]} of image ${Math.floor(wrong / x.shape[1])}`,
    expected: 'pixels from 0 to 1',
    fix: 'let the model normalise its images itself, so that an attack sees them as they are',
  });
}

/**
 * Refuses a count that is no whole number from a least one on.
 * @throws {@link HebbenchError} `INVALID_CONFIG`
 */
export function checkCount(attack: string, what: string, count: number, least = 1): void {
  if (Number.isSafeInteger(count) && count >= least) return;
  throw invalid(attack, `number of ${what}`, {
    got: String(count),
    expected: `a whole number, ${least} or more`,
    fix: `correct the number of ${what}`,
  });
}

/**
 * Refuses a size that is no number above 0, at most 1.
 * @throws {@link HebbenchError} `INVALID_CONFIG`
 */
export function checkShare(attack: string, what: string, value: number): void {
  if (value > 0 && value <= 1) return;
  throw invalid(attack, what, {
    got: String(value),
    expected: 'a number above 0, at most 1',
    fix: `correct the ${what}`,
  });
}
