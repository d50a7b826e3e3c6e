import * as tf from '@tensorflow/tfjs-core';
import { accumulateMatMul } from './add-matmul.ts';
import { vectorKernels } from './simd/kernels.ts';

/** Shape of a measured product: `[rows, inner] · [inner, columns]`. */
interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** As in a hidden layer's step on MNIST. */
const SHAPE: ProductShape = { rows: 1000, inner: 784, columns: 2000 };
/** For engines on which that would take minutes, as on a graphics card that a processor plays. */
const SMALL: ProductShape = { rows: 100, inner: 784, columns: 200 };

/**
 * Speed of the open engine's matrix product, in 10⁹ floating-point operations a second: the best of several runs.
 * @param seconds - how long to measure. @defaultValue 0.5
 */
export function measureGflops(seconds = 0.5): number {
  const small = gflopsOf(SMALL, 0);
  const wouldTake = operations(SHAPE) / small / 1e9;
  return wouldTake > 10 * seconds + 1 ? small : gflopsOf(SHAPE, seconds);
}

function operations({ rows, inner, columns }: ProductShape): number {
  return 2 * rows * inner * columns;
}

function gflopsOf(shape: ProductShape, seconds: number): number {
  const { rows, inner, columns } = shape;
  const a = tf.ones<tf.Rank.R2>([rows, inner]);
  const b = tf.ones<tf.Rank.R2>([inner, columns]);
  const end = performance.now() + 1000 * seconds;
  let best = Infinity;
  for (let run = 0; run < 2 || performance.now() < end; run++) {
    const start = performance.now();
    const product = tf.matMul(a, b);
    // A backend may compute lazily: reading makes it finish. One value, so that copying does not count.
    const corner = tf.slice(product, [0, 0], [1, 1]);
    corner.dataSync();
    best = Math.min(best, performance.now() - start);
    tf.dispose([product, corner]);
  }
  tf.dispose([a, b]);
  return operations(shape) / best / 1e6;
}

/** Samples, inputs and units of the measured update, as in a hidden layer's on MNIST. */
const UPDATE = { samples: 100, inputs: 784, units: 500 } as const;
const EPSILON = 1e-8;

/**
 * Time of the open engine for an update of a hidden layer, in milliseconds: the layer's currents, their normalisation, and
 * the change of the weights, as rules make it. The best of several runs.
 * @param seconds - how long to measure. @defaultValue 0.5
 */
export function measureUpdate(seconds = 0.5): number {
  const { samples, inputs, units } = UPDATE;
  const x = tf.ones<tf.Rank.R2>([samples, inputs]);
  const w = tf.variable(tf.ones<tf.Rank.R2>([inputs, units]));
  const end = performance.now() + 1000 * seconds;
  let best = Infinity;
  for (let run = 0; run < 2 || performance.now() < end; run++) {
    const start = performance.now();
    tf.tidy(() => {
      const z = normalised(tf.matMul(x, w));
      accumulateMatMul(w, x, z, { transposeA: true, alpha: 1e-6 });
      tf.slice(w, [0, 0], [1, 1]).dataSync();
    });
    best = Math.min(best, performance.now() - start);
  }
  tf.dispose([x, w]);
  return best;
}

/** As rules normalise: in one pass where the engine has one for it. */
function normalised(y: tf.Tensor2D): tf.Tensor2D {
  const kernels = vectorKernels();
  if (kernels) return kernels.normaliseRows(y, EPSILON);
  const magnitude = tf.abs(y);
  const excess = tf.relu(tf.sub(magnitude, tf.mean(magnitude, 1, true)));
  return tf.div(excess, tf.add(tf.max(excess, 1, true), EPSILON));
}
