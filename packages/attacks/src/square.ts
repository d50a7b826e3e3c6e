import type { ImageShape } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { createAttack, type Attack } from './attack.ts';
import { marginLoss } from './losses.ts';

/** Settings of {@link square}. */
export interface SquareOptions {
  readonly shape: ImageShape;
  /** Queries an image, ≥ 1. @defaultValue 500 */
  readonly queries?: number;
  /** Share of the pixels that the first squares cover. @defaultValue 0.8 */
  readonly firstShare?: number;
}

/** When the squares get smaller, as shares of all queries: the schedule of the paper, scaled to the number of queries. */
const HALVINGS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];

/**
 * The Square attack for ℓ∞ (Andriushchenko et al. 2020): random squares of ±ε are kept where they raise the margin
 * loss. It looks at logits alone, so gradients that vanish do not stop it.
 */
export function square({ shape, queries = 500, firstShare = 0.8 }: SquareOptions): Attack {
  const { height, width, channels } = shape;
  return createAttack('square', ({ model, x, labels, epsilon, stream }) => {
    const [count, inputs] = x.shape;
    const origin = x.dataSync<'float32'>();
    const sign = (): number => (stream.uniform() < 0.5 ? -epsilon : epsilon);
    const clip = (value: number): number => Math.min(1, Math.max(0, value));
    const lossOf = (images: Float32Array): Float32Array =>
      tf.tidy(() =>
        Float32Array.from(
          marginLoss(model.logits(tf.tensor2d(images, [count, inputs])), labels).dataSync<'float32'>(),
        ),
      );

    // Vertical stripes to start with.
    const best = new Float32Array(origin.length);
    for (let n = 0; n < count; n++) {
      for (let column = 0; column < width; column++) {
        for (let c = 0; c < channels; c++) {
          const delta = sign();
          for (let row = 0; row < height; row++) {
            const at = n * inputs + (row * width + column) * channels + c;
            best[at] = clip(origin[at]! + delta);
          }
        }
      }
    }
    const losses = lossOf(best);
    const proposal = new Float32Array(best.length);
    for (let query = 1; query < queries; query++) {
      const halvings = HALVINGS.filter((share) => query / queries >= share).length;
      const share = firstShare / 2 ** halvings;
      const side = Math.max(
        1,
        Math.min(Math.min(height, width), Math.round(Math.sqrt(share * height * width))),
      );
      proposal.set(best);
      for (let n = 0; n < count; n++) {
        if (losses[n]! > 0) continue;
        const top = stream.integer(height - side + 1);
        const left = stream.integer(width - side + 1);
        for (let c = 0; c < channels; c++) {
          const delta = sign();
          for (let row = top; row < top + side; row++) {
            for (let column = left; column < left + side; column++) {
              const at = n * inputs + (row * width + column) * channels + c;
              proposal[at] = clip(origin[at]! + delta);
            }
          }
        }
      }
      const proposed = lossOf(proposal);
      for (let n = 0; n < count; n++) {
        if (!(proposed[n]! > losses[n]!)) continue;
        losses[n] = proposed[n]!;
        best.set(proposal.subarray(n * inputs, (n + 1) * inputs), n * inputs);
      }
    }
    return tf.tensor2d(best, [count, inputs]);
  });
}
