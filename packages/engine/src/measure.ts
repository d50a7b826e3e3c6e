import * as tf from '@tensorflow/tfjs-core';

/** Shape of the measured product, as in a hidden layer's step on MNIST: `[rows, inner] · [inner, columns]`. */
const SHAPE = { rows: 1000, inner: 784, columns: 2000 } as const;

/**
 * Speed of the open engine's matrix product, in 10⁹ floating-point operations a second: the best of several runs.
 * @param seconds - how long to measure. @defaultValue 0.5
 */
export function measureGflops(seconds = 0.5): number {
  const { rows, inner, columns } = SHAPE;
  const a = tf.ones<tf.Rank.R2>([rows, inner]);
  const b = tf.ones<tf.Rank.R2>([inner, columns]);
  const end = performance.now() + 1000 * seconds;
  let best = Infinity;
  for (let run = 0; run < 3 || performance.now() < end; run++) {
    const start = performance.now();
    const product = tf.matMul(a, b);
    // A backend may compute lazily: reading makes it finish. One value, so that copying does not count.
    const corner = tf.slice(product, [0, 0], [1, 1]);
    corner.dataSync();
    best = Math.min(best, performance.now() - start);
    tf.dispose([product, corner]);
  }
  tf.dispose([a, b]);
  return (2 * rows * inner * columns) / best / 1e6;
}
