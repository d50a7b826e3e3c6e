import type { Batch } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { FeedForward } from '../feed-forward.ts';
import { addCorrelation } from './hebbian-part.ts';

/** What {@link outputForward} finds out about a batch. */
export interface OutputForward {
  /** Class scores, `[batch, classes]`. */
  readonly scores: tf.Tensor2D;
  /** What is drawn, as the activity sees it: `activity · drawn`, `[batch, columns of drawn]`. */
  readonly moved: tf.Tensor2D;
  /** Class probabilities, `[batch, classes]`. */
  readonly z: tf.Tensor2D;
  /** `ZᵀX`, from {@link addCorrelation}. */
  readonly correlation: tf.Tensor2D;
}

/**
 * Rows of activity at a time: few enough that the processor's cache still has them when the Hebbian part reads them once
 * more, and enough that the number of operations does not matter.
 */
const ROWS_AT_ONCE = 200;

/** Columns that matrix products compute at once: the next multiple of it takes less time than a number between. */
const TILE = 4;

/**
 * All that an update needs the activity for. It is by far the largest operand: one product serves the kernel and what is
 * drawn, and the Hebbian part reads each of its rows soon after. For use within a tidy.
 * @param parts - activity of the last hidden layer
 * @param samples - of the batch
 * @param drawn - `[units, columns]`
 */
export function outputForward(
  { outputKernel: kernel, outputBias }: FeedForward,
  parts: Batch['parts'],
  samples: number,
  drawn: tf.Tensor2D,
): OutputForward {
  const [classes, columns] = [kernel.shape[1], drawn.shape[1]];
  const width = Math.ceil(classes / TILE) * TILE;
  const factor = sideBySide(kernel, drawn);
  const bias = outputBias.dataSync<'float32'>();
  const scores = new Float32Array(samples * classes);
  const moved = new Float32Array(samples * columns);
  const z = new Float32Array(samples * classes);
  let correlation: tf.Tensor2D | undefined;
  let first = 0;
  for (const x of parts(ROWS_AT_ONCE)) {
    const product = tf.matMul<tf.Tensor2D>(x, factor);
    const wide = new Float32Array(x.shape[0] * width);
    readInPlace([product], ([values]) =>
      softmaxRows(values!, bias, { scores, moved, z, wide }, { first, columns, width }),
    );
    correlation = addCorrelation(correlation, tf.tensor2d(wide, [x.shape[0], width]), x);
    product.dispose();
    first += x.shape[0];
  }
  return {
    scores: tf.tensor2d(scores, [samples, classes]),
    moved: tf.tensor2d(moved, [samples, columns]),
    z: tf.tensor2d(z, [samples, classes]),
    correlation: correlation!,
  };
}

/** The columns of two matrices in one. Loops on their rows take a tenth of the engine's time for it. */
function sideBySide(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = left.shape;
  const width = columns + right.shape[1];
  const values = readInPlace([left, right], ([a, b]) => {
    const both = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < columns; i++) both[row * width + i] = a![row * columns + i]!;
      for (let i = columns; i < width; i++)
        both[row * width + i] = b![row * (width - columns) + i - columns]!;
    }
    return both;
  });
  return tf.tensor2d(values, [rows, width]);
}

/** Where {@link softmaxRows} writes: all samples of the batch, and a part's probabilities with columns of zeros. */
interface Targets extends Readonly<Record<'scores' | 'moved' | 'z' | 'wide', Float32Array>> {}

/**
 * Takes a product of the activity apart, and turns class scores into probabilities. One function of plain loops: views
 * of single rows would take longer than the arithmetic.
 * @param product - of some samples, class scores without bias and what is drawn side by side
 * @param first - number of the first sample
 */
function softmaxRows(
  product: Float32Array,
  bias: Float32Array,
  { scores, moved, z, wide }: Targets,
  { first, columns, width }: { readonly first: number; readonly columns: number; readonly width: number },
): void {
  const classes = bias.length;
  for (let n = 0; n * width < wide.length; n++) {
    const from = n * (classes + columns);
    const own = (first + n) * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) {
      const score = product[from + k]! + bias[k]!;
      scores[own + k] = score;
      if (score > largest) largest = score;
    }
    let total = 0;
    for (let k = 0; k < classes; k++) {
      const e = Math.exp(scores[own + k]! - largest);
      z[own + k] = e;
      total += e;
    }
    for (let k = 0; k < classes; k++) {
      const probability = z[own + k]! / total;
      z[own + k] = probability;
      wide[n * width + k] = probability;
    }
    for (let i = 0; i < columns; i++) moved[(first + n) * columns + i] = product[from + classes + i]!;
  }
}
