import { accumulateMatMul } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** 1/τ of the competition. */
const INVERSE_TEMPERATURE = 12;

/**
 * One way to compute the same update of a layer, the sum over all rows b of what each of them says by itself:
 * `Δ_ik = Σ_b y_bi (x_bk − u_bi w_ik)` with `u = W x` and the soft winner-take-all `y = softmax(u/τ)`.
 */
export interface Form {
  readonly name: string;
  /**
   * @param x - what the layer reads, `[rows, inputs]`: images, or patches of images
   * @param w - `[units, inputs]`
   * @returns Δ, `[units, inputs]`
   */
  update(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D;
  /** Values of x and of W's size that are read or written for one row, at least. */
  trafficOfRow(units: number, inputs: number): number;
}

function answers(x: tf.Tensor2D, w: tf.Tensor2D): { u: tf.Tensor2D; y: tf.Tensor2D } {
  const u: tf.Tensor2D = tf.matMul(x, w, false, true);
  return { u, y: tf.softmax(tf.mul(u, INVERSE_TEMPERATURE) as tf.Tensor2D) };
}

/** FastHebb's: `Yᵀ X − diag(Σ_b y_b u_b) W`, update and sum over the batch in one product. */
export const batched: Form = {
  name: 'batched (FastHebb)',
  update: (x, w) =>
    tf.tidy(() => {
      const { u, y } = answers(x, w);
      const decay = tf.expandDims(tf.sum(tf.mul(y, u), 0), 1);
      return tf.sub(tf.matMul(y, x, true), tf.mul(decay, w));
    }),
  trafficOfRow: (_units, inputs) => inputs,
};

/** Row by row as the equation reads, each update added to the sum. */
const looped: Form = {
  name: 'a loop over rows',
  update: (x, w) =>
    overRows(x, w, (sum, row) => {
      const { u, y } = answers(row, w);
      const change = tf.mul(tf.transpose(y), tf.sub(row, tf.mul(tf.transpose(u), w)));
      const next: tf.Tensor2D = tf.add(sum, change);
      sum.assign(next);
    }),
  // W for u; W and the product u W; that and the difference; that and the update; both and the sum; the sum's copy.
  trafficOfRow: (units, inputs) => 11 * units * inputs,
};

/** Row by row with as little as a loop can do: one product in place for each row, its decay aside. */
const rankOne: Form = {
  name: 'a loop over rows, in place',
  update: (x, w) =>
    tf.tidy(() => {
      const decay = tf.variable(tf.zeros<tf.Rank.R2>([1, w.shape[0]]));
      const sum = overRows(x, w, (into, row) => {
        const { u, y } = answers(row, w);
        decay.assign(tf.add(decay, tf.mul(y, u)));
        accumulateMatMul(into, y, row, { transposeA: true });
      });
      const update = tf.sub(sum, tf.mul(tf.transpose(decay), w)) as tf.Tensor2D;
      decay.dispose();
      return update;
    }),
  // W for u; the sum, read and written.
  trafficOfRow: (units, inputs) => 3 * units * inputs,
};

/** Rows whose updates fit into about 256 MB. */
const MOST_VALUES = 2 ** 26;

/** All rows' updates as one tensor `[rows, units, inputs]`, then their sum: what FastHebb was compared with. */
const separate: Form = {
  name: 'all updates, then their sum',
  update: (x, w) =>
    tf.tidy(() => {
      const step = Math.max(1, Math.floor(MOST_VALUES / w.size));
      let sum: tf.Tensor2D = tf.zeros(w.shape);
      for (let start = 0; start < x.shape[0]; start += step) {
        const before = sum;
        sum = tf.tidy(() => {
          const rows = tf.slice(x, [start, 0], [Math.min(step, x.shape[0] - start), x.shape[1]]);
          const { u, y } = answers(rows, w);
          const differences = tf.sub(tf.expandDims(rows, 1), tf.mul(tf.expandDims(u, 2), w));
          return tf.add(before, tf.sum(tf.mul(tf.expandDims(y, 2), differences), 0));
        });
        before.dispose();
      }
      return sum;
    }),
  // The products u W, the differences and the updates: each written, and read again.
  trafficOfRow: (units, inputs) => 6 * units * inputs,
};

/** The forms that {@link batched} is compared with. */
export const OTHER_FORMS: readonly Form[] = [looped, rankOne, separate];

/** Sums over rows in a variable that lives as long as the loop. */
function overRows(
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  add: (sum: tf.Variable<tf.Rank.R2>, row: tf.Tensor2D) => void,
): tf.Tensor2D {
  const sum = tf.variable(tf.zeros<tf.Rank.R2>(w.shape));
  for (let b = 0; b < x.shape[0]; b++) tf.tidy(() => add(sum, tf.slice(x, [b, 0], [1, x.shape[1]])));
  const update = tf.clone(sum) as tf.Tensor2D;
  sum.dispose();
  return update;
}
