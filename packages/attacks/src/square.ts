import { HebbenchError, type ImageShape, type RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { createAttack, type Attack } from './attack.ts';
import { checkCount, checkShare } from './inputs.ts';
import { marginLoss } from './losses.ts';

/** Settings of {@link square}. */
export interface SquareOptions {
  readonly shape: ImageShape;
  /** Queries an image, ≥ 1. @defaultValue 500 */
  readonly queries?: number;
  /** Share of the pixels that the first squares cover, in (0, 1]. @defaultValue 0.8 */
  readonly firstShare?: number;
}

/** When the squares get smaller, as shares of all queries: the schedule of the paper, scaled to the number of queries. */
const HALVINGS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];

/**
 * The Square attack for ℓ∞ (Andriushchenko et al. 2020): random squares of ±ε are kept where they raise the margin
 * loss. It looks at logits alone, so gradients that vanish do not stop it. An image that is broken is asked about no
 * more.
 * @throws {@link HebbenchError} `INVALID_CONFIG` for queries or a share that are none; the attack, for images of another
 * shape
 */
export function square({ shape, queries = 500, firstShare = 0.8 }: SquareOptions): Attack {
  checkCount('square', 'queries', queries);
  checkShare('square', 'share of the first squares', firstShare);
  return createAttack('square', ({ model, x, labels, epsilon, stream }) => {
    const [count, inputs] = x.shape;
    checkShape(shape, inputs);
    const origin = x.dataSync<'float32'>();
    const classes = labels.dataSync<'int32'>();
    const noise: Noise = { shape, epsilon, stream };
    const lossesOf = (images: Float32Array, rows: readonly number[]): Float32Array =>
      tf.tidy(() => {
        const asked = tf.tensor2d(images.subarray(0, rows.length * inputs), [rows.length, inputs]);
        const truth = tf.tensor1d(
          rows.map((n) => classes[n]!),
          'int32',
        );
        return marginLoss(model.logits(asked), truth).dataSync<'float32'>().slice();
      });

    const best = Float32Array.from(origin);
    let unbroken = Array.from({ length: count }, (_, n) => n);
    for (const n of unbroken) addStripes(rowOf(best, n, inputs), noise);
    const losses = lossesOf(best, unbroken);
    const proposals = new Float32Array(best.length);
    for (let query = 1; query < queries; query++) {
      unbroken = unbroken.filter((n) => !(losses[n]! > 0));
      if (unbroken.length === 0) break;
      const side = sideOf(shape, firstShare, query / queries);
      for (const [place, n] of unbroken.entries()) {
        const proposal = rowOf(proposals, place, inputs);
        proposal.set(rowOf(best, n, inputs));
        setSquare(proposal, rowOf(origin, n, inputs), side, noise);
      }
      const proposed = lossesOf(proposals, unbroken);
      for (const [place, n] of unbroken.entries()) {
        if (!(proposed[place]! > losses[n]!)) continue;
        losses[n] = proposed[place]!;
        rowOf(best, n, inputs).set(rowOf(proposals, place, inputs));
      }
    }
    return tf.tensor2d(best, [count, inputs]);
  });
}

function checkShape({ height, width, channels }: ImageShape, inputs: number): void {
  if (height * width * channels === inputs) return;
  throw new HebbenchError('INVALID_CONFIG', 'Square was given images of another shape.', {
    got: `${inputs} pixels`,
    expected: `${height} × ${width} × ${channels}`,
    fix: 'give the shape of the images',
  });
}

interface Noise {
  readonly shape: ImageShape;
  readonly epsilon: number;
  readonly stream: RandomStream;
}

/** Vertical stripes of ±ε, to start with. */
function addStripes(image: Float32Array, { shape, epsilon, stream }: Noise): void {
  const { height, width, channels } = shape;
  for (let column = 0; column < width; column++) {
    for (let c = 0; c < channels; c++) {
      const delta = signed(epsilon, stream);
      for (let row = 0; row < height; row++) {
        const at = (row * width + column) * channels + c;
        image[at] = clip(image[at]! + delta);
      }
    }
  }
}

/** A square of the original image ±ε, at a random place. */
function setSquare(
  image: Float32Array,
  origin: Float32Array,
  side: number,
  { shape: { height, width, channels }, epsilon, stream }: Noise,
): void {
  const top = stream.integer(height - side + 1);
  const left = stream.integer(width - side + 1);
  for (let c = 0; c < channels; c++) {
    const delta = signed(epsilon, stream);
    for (let row = top; row < top + side; row++) {
      for (let column = left; column < left + side; column++) {
        const at = (row * width + column) * channels + c;
        image[at] = clip(origin[at]! + delta);
      }
    }
  }
}

/** Pixels along the side of a square after a share of the queries. */
function sideOf({ height, width }: ImageShape, firstShare: number, done: number): number {
  const share = firstShare / 2 ** HALVINGS.filter((from) => done >= from).length;
  return Math.max(1, Math.min(height, width, Math.round(Math.sqrt(share * height * width))));
}

function rowOf(images: Float32Array, row: number, inputs: number): Float32Array {
  return images.subarray(row * inputs, (row + 1) * inputs);
}

function signed(epsilon: number, stream: RandomStream): number {
  return stream.uniform() < 0.5 ? -epsilon : epsilon;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
