import { createNetwork, hiddenActivation } from '@hebbench/nn';
import { createStreams } from '@hebbench/core';
import { findRule } from '../rules/registry.ts';
import { pgdUnit } from './pgd-unit.ts';
import { trainingUnit, UNITS } from './training-unit.ts';
import type { SpeedUnit } from './unit.ts';

const INPUTS = 784;
const CLASSES = 10;
/** σ² of equation (3), as the paper prints it. */
const VARIANCE = 0.00016;

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
    batch,
    phase: 'hidden-1',
    hyperparameters: { hiddenBatchSize: batch, hiddenLearningRate: 0.0005 },
  });
}

/** A convolution as wide as SoftHebb's first layer; it has a window around every pixel. */
const CONVOLUTION = { kind: 'conv', units: 96, size: 5, padding: 'same' } as const;

/** The units of work, on 28×28 images; all but the convolution have 2000 hidden units. */
export const SPEED_UNITS: readonly SpeedUnit[] = [
  hebbian(100),
  hebbian(2000),
  trainingUnit({
    name: 'conv-100',
    title: `Equations (1) and (6) in a convolution of ${CONVOLUTION.units} units on windows of ${CONVOLUTION.size} × ${CONVOLUTION.size} pixels, batch 100`,
    flops: 3 * product(100 * INPUTS, CONVOLUTION.size ** 2, CONVOLUTION.units),
    rule: 'hebbian-wp',
    nonnegative: true,
    layers: [CONVOLUTION],
    batch: 100,
    // Most patches are blank, and the mean change so small beside the weights that their own rounding is a thousandth.
    tolerance: 0.01,
    phase: 'hidden-1',
    hyperparameters: { hiddenBatchSize: 100, hiddenLearningRate: 0.0005 },
  }),
  trainingUnit({
    name: 'krotov-hopfield-100',
    title: 'Krotov & Hopfield, p = 3, k = 7, batch 100',
    flops: product(100, INPUTS, UNITS),
    rule: 'krotov-hopfield',
    nonnegative: false,
    batch: 100,
    phase: 'hidden-1',
    hyperparameters: { norm: 3, rank: 7, antiHebbian: 0.4, batchSize: 100 },
  }),
  trainingUnit({
    name: 'wp-head-2000',
    title: 'Equations (2) to (5) on cached activity, one perturbation, batch 2000',
    flops: 3 * product(2000, UNITS, CLASSES),
    rule: 'hebbian-wp',
    nonnegative: true,
    batch: 2000,
    phase: 'head',
    noise: (streams) => ({
      shape: [UNITS, CLASSES],
      values: streams
        .child('perturb')
        .stream('0')
        .fillNormal(new Float32Array(UNITS * CLASSES), 0, Math.sqrt(VARIANCE)),
    }),
    hyperparameters: { head: 'wp', outputBatchSize: 2000, perturbationVariance: VARIANCE },
  }),
  trainingUnit({
    name: 'backprop-100',
    title: 'Adam on cross-entropy, whole network, batch 100',
    flops: 2 * product(100, INPUTS, UNITS) + 3 * product(100, UNITS, CLASSES),
    rule: 'backprop',
    nonnegative: false,
    batch: 100,
    phase: 'network',
    hyperparameters: { batchSize: 100 },
  }),
  pgdUnit({
    name: 'pgd-1000',
    title: 'through equation (6)',
    create({ inputs, classes }) {
      const model = createNetwork({
        architecture: { inputs, hidden: [UNITS], classes, nonnegative: true },
        activation: hiddenActivation(true),
        hidden: { kind: 'uniform', low: 0.01, high: 0.1 },
        output: { kind: 'uniform', low: 0, high: 1 },
        streams: createStreams(0).child('speed'),
      });
      return { model, dispose: () => model.dispose() };
    },
  }),
  pgdUnit({
    name: 'pgd-power-1000',
    title: 'through Krotov & Hopfield’s network, inputs of unit length and n = 4.5',
    create({ inputs, classes }, rules) {
      const { rule } = findRule(rules, 'krotov-hopfield');
      const architecture = { inputs, hidden: [UNITS], classes, nonnegative: false };
      return rule.create({
        architecture,
        hyperparameters: rule.hyperparameters.parse({ ...rule.presets.paper(architecture), power: 4.5 }),
        budget: { hiddenEpochs: 1, headEpochs: 1 },
        streams: createStreams(0),
      });
    },
  }),
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
    batch,
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
    batch: 100,
    phase: 'hidden-2',
    hyperparameters: { hiddenBatchSize: 100, hiddenLearningRate: 0.0005 },
  }),
  ...[1000, 60_000].map((images) =>
    hebbianUnit(`images-${images}`, `${images} images, batch 100, ${UNITS} units`, { images }),
  ),
];
