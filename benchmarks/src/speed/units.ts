import { pgdUnit } from './pgd-unit.ts';
import { trainingUnit, UNITS } from './training-unit.ts';
import type { SpeedUnit } from './unit.ts';

const INPUTS = 784;
const CLASSES = 10;

/** Operations of a matrix product `[m, k] · [k, n]`. */
function product(m: number, k: number, n: number): number {
  return 2 * m * k * n;
}

function hebbian(batch: number): SpeedUnit {
  return trainingUnit({
    name: `hebbian-${batch}`,
    title: `Equations (1) and (6), batch ${batch}`,
    flops: 3 * product(batch, INPUTS, UNITS),
    rule: 'hebbian-wp',
    nonnegative: true,
    phase: 'hidden-1',
    hyperparameters: { hiddenBatchSize: batch, hiddenLearningRate: 0.0005 },
  });
}

/** The units of work, all with 2000 hidden units on 28×28 images. */
export const SPEED_UNITS: readonly SpeedUnit[] = [
  hebbian(100),
  hebbian(2000),
  trainingUnit({
    name: 'krotov-hopfield-100',
    title: 'Krotov & Hopfield, p = 3, k = 7, batch 100',
    flops: product(100, INPUTS, UNITS),
    rule: 'krotov-hopfield',
    nonnegative: false,
    phase: 'hidden-1',
    hyperparameters: { norm: 3, rank: 7, antiHebbian: 0.4, batchSize: 100 },
  }),
  trainingUnit({
    name: 'wp-head-2000',
    title: 'Equations (2) to (5) on cached activity, one perturbation, batch 2000',
    flops: 3 * product(2000, UNITS, CLASSES),
    rule: 'hebbian-wp',
    nonnegative: true,
    phase: 'head',
    hyperparameters: { head: 'wp', outputBatchSize: 2000 },
  }),
  trainingUnit({
    name: 'backprop-100',
    title: 'Adam on cross-entropy, whole network, batch 100',
    flops: 2 * product(100, INPUTS, UNITS) + 3 * product(100, UNITS, CLASSES),
    rule: 'backprop',
    nonnegative: false,
    phase: 'network',
    hyperparameters: { batchSize: 100 },
  }),
  pgdUnit,
];

/** Of one update of equation (1) on a layer's input. */
function hebbianUnit(
  name: string,
  title: string,
  { batch = 100, units = UNITS, images }: { batch?: number; units?: number; images?: number },
): SpeedUnit {
  return trainingUnit({
    name,
    title,
    flops: 3 * product(batch, INPUTS, units),
    rule: 'hebbian-wp',
    nonnegative: true,
    hidden: [units],
    ...(images !== undefined && { images }),
    phase: 'hidden-1',
    hyperparameters: { hiddenBatchSize: batch, hiddenLearningRate: 0.0005 },
  });
}

/** The same work at other sizes: what an update costs against width, batch, depth and number of images. */
export const SCALING_UNITS: readonly SpeedUnit[] = [
  ...[250, 500, 1000, 2000, 4000].map((units) =>
    hebbianUnit(`width-${units}`, `${units} units, batch 100`, { units }),
  ),
  ...[10, 100, 1000, 4000].map((batch) =>
    hebbianUnit(`batch-${batch}`, `batch ${batch}, ${UNITS} units`, { batch }),
  ),
  trainingUnit({
    name: 'depth-2',
    title: `second layer: ${UNITS} inputs, ${UNITS} units, batch 100, on cached activity`,
    flops: 3 * product(100, UNITS, UNITS),
    rule: 'hebbian-wp',
    nonnegative: true,
    hidden: [UNITS, UNITS],
    images: 10_000,
    phase: 'hidden-2',
    hyperparameters: { hiddenBatchSize: 100, hiddenLearningRate: 0.0005 },
  }),
  ...[1000, 60_000].map((images) =>
    hebbianUnit(`images-${images}`, `${images} images, batch 100, ${UNITS} units`, { images }),
  ),
];
