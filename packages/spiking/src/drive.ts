import { normalisedReluAbove } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What a layer's synaptic currents y do to its membranes, row by row (a row is an image, or a position of one).
 *
 * - `linear`: they are the drive. With a threshold, the rate is that of a ReLU.
 * - `inhibition`: less their mean over the row's units, as one interneuron that reads what the layer reads gives it back
 *   to all units: equation (6)'s mean, step by step. Its rescale is not there.
 * - `bias`: less a constant, the same for all images.
 * - `power`: `relu(y)ⁿ`.
 * - `normalised`: equation (6), `relu(|y| − μ − θσ)` over its maximum, with the mean μ and deviation σ of the row.
 * - `share`: `relu(y)` over its maximum.
 *
 * The last three are no functions of a single step's currents, which are a few spikes: they act on the mean current so
 * far. After t steps the membranes have been given `t f(⟨y⟩)` in all, whatever came when.
 */
export type Drive =
  | { readonly kind: 'linear' }
  | { readonly kind: 'inhibition' }
  | { readonly kind: 'bias'; readonly current: number }
  | { readonly kind: 'power'; readonly power: number }
  | { readonly kind: 'normalised'; readonly threshold: number }
  | { readonly kind: 'share' };

/** Keeps a quotient finite where nothing is driven, as in equation (6) of `@hebbench/nn`. */
const EPSILON = 1e-8;

/** Whether a drive acts on the mean current so far. */
export function actsOnMean({ kind }: Drive): boolean {
  return kind === 'power' || kind === 'normalised' || kind === 'share';
}

/**
 * A drive of currents, value by value in loops: the form that simulations use.
 * @param currents - row after row of `units` values
 * @param out - filled with the drive; may be `currents` itself
 */
export function fillDrive(drive: Drive, currents: Float32Array, units: number, out: Float32Array): void {
  switch (drive.kind) {
    case 'linear':
      out.set(currents);
      return;
    case 'bias':
      for (let i = 0; i < currents.length; i++) out[i] = currents[i]! - drive.current;
      return;
    case 'power':
      for (let i = 0; i < currents.length; i++) out[i] = currents[i]! > 0 ? currents[i]! ** drive.power : 0;
      return;
    default:
      for (let start = 0; start < currents.length; start += units)
        fillRow(drive, currents, start, units, out);
  }
}

function fillRow(
  drive: Exclude<Drive, { readonly kind: 'linear' | 'bias' | 'power' }>,
  currents: Float32Array,
  start: number,
  units: number,
  out: Float32Array,
): void {
  const end = start + units;
  const magnitude = drive.kind === 'normalised' ? Math.abs : (y: number): number => y;
  let mean = 0;
  if (drive.kind !== 'share') {
    for (let i = start; i < end; i++) mean += magnitude(currents[i]!);
    mean /= units;
  }
  if (drive.kind === 'inhibition') {
    for (let i = start; i < end; i++) out[i] = currents[i]! - mean;
    return;
  }
  let floor = mean;
  if (drive.kind === 'normalised' && drive.threshold !== 0) {
    let squares = 0;
    for (let i = start; i < end; i++) squares += (magnitude(currents[i]!) - mean) ** 2;
    floor += drive.threshold * (Math.sqrt(squares / units + EPSILON ** 2) - EPSILON);
  }
  let largest = 0;
  for (let i = start; i < end; i++) {
    const excess = Math.max(0, magnitude(currents[i]!) - floor);
    out[i] = excess;
    if (excess > largest) largest = excess;
  }
  const scale = 1 / (largest + EPSILON);
  for (let i = start; i < end; i++) out[i]! *= scale;
}

/** `relu(y)` over its maximum, row by row; one operation of `@hebbench/nn` has no words for it. */
export function shareOfLargest(currents: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const answer = tf.relu(currents);
    return tf.div(answer, tf.add(tf.max(answer, 1, true), EPSILON)) as tf.Tensor2D;
  });
}

/**
 * What a drive comes to where it is positive, as tensor operations: `relu` of it. A constant current of this much makes a
 * neuron without leak spike at the rate of it over the threshold, at most once a step.
 * @param currents - `[rows, units]`
 */
export function drivenAnswer(drive: Drive, currents: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy((): tf.Tensor2D => {
    switch (drive.kind) {
      case 'linear':
        return tf.relu(currents);
      case 'inhibition':
        return tf.relu(tf.sub(currents, tf.mean(currents, 1, true))) as tf.Tensor2D;
      case 'bias':
        return tf.relu(tf.sub(currents, drive.current)) as tf.Tensor2D;
      case 'power':
        return tf.pow(tf.relu(currents), drive.power) as tf.Tensor2D;
      case 'normalised':
        return normalisedReluAbove(drive.threshold)(currents);
      case 'share':
        return shareOfLargest(currents);
    }
  });
}
