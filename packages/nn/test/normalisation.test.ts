import { createStreams, type Architecture } from '@hebbench/core';
import { openEngine, ROW_GAINS } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createHiddenForm,
  createNetwork,
  IMAGE_RESCALES,
  NORMALISED_AT,
  normalisationSchema,
  normalisedRelu,
  relu,
  type FeedForward,
  type Normalisation,
} from '../src/index.ts';
import { expectNetwork } from './expect-network.ts';

beforeAll(async () => {
  await openEngine();
});

const TINY = 1e-8;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const rms = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((each) => each ** 2)) + TINY ** 2);

/** Equation (6) before its ReLU, by scalar loops: `β (|y| − μ)/σ`. */
function printedScores(y: readonly number[], gain: Normalisation['gain'] = 'one'): number[] {
  const size = y.map(Math.abs);
  const deviations = size.map((each) => each - mean(size));
  const scores = deviations.map((each) => each / rms(deviations));
  const beta = {
    one: () => 1,
    deviation: () => rms(deviations),
    length: () => rms(size),
    maximum: () => Math.max(...size) / (Math.max(...scores) + TINY),
    mean: () => mean(size) / (mean(scores.map(Math.abs)) + TINY),
  }[gain]();
  return scores.map((each) => beta * each);
}

/** Readings whose statistics are all those of an image. */
type ImageReading = Normalisation & { readonly rescale?: (typeof IMAGE_RESCALES)[number] };

/** What brings a response into [0, 1], by scalar loops. */
function printedRescale(r: readonly number[], rescale: ImageReading['rescale'] = 'maximum'): number[] {
  const [low, high] = [Math.min(...r), Math.max(...r)];
  const length = Math.sqrt(r.reduce((sum, each) => sum + each ** 2, 0));
  return r.map(
    (each) =>
      ({
        maximum: each / (high + TINY),
        'min-max': (each - low) / (high - low + TINY),
        clip: Math.min(1, each),
        length: each / Math.sqrt(length ** 2 + TINY ** 2),
        none: each,
      })[rescale],
  );
}

/** A network of this reading on one image by scalar loops in float64: its logits and the activity of its layers. */
function printedNetwork(
  image: readonly number[],
  { kernels, output }: { readonly kernels: readonly number[][][]; readonly output: number[][] },
  { at = 'currents', gain, pixels, rescale, lastLayer }: ImageReading,
): { logits: number[]; layers: number[][] } {
  const product = (x: readonly number[], w: number[][]): number[] =>
    w[0]!.map((_, j) => x.reduce((sum, each, i) => sum + each * w[i]![j]!, 0));
  const layers: number[][] = [];
  let x = image;
  kernels.forEach((kernel, i) => {
    const prepared = at === 'currents' || (i === 0 && pixels === 'as-they-are') ? x : printedScores(x, gain);
    const y = product(prepared, kernel);
    const response = (at === 'inputs' ? y : printedScores(y, gain)).map((each) => Math.max(0, each));
    const isLast = i === kernels.length - 1;
    layers.push(isLast && lastLayer === 'as-it-is' ? response : printedRescale(response, rescale));
    x = layers.at(-1)!;
  });
  return { logits: product(x, output), layers };
}

const READINGS: readonly ImageReading[] = [
  {},
  ...NORMALISED_AT.flatMap((at) =>
    IMAGE_RESCALES.map((rescale, i): ImageReading => ({ at, rescale, gain: ROW_GAINS[i]! })),
  ),
  ...ROW_GAINS.map((gain): ImageReading => ({ at: 'inputs', gain, rescale: 'none' })),
  { at: 'inputs', pixels: 'as-they-are' },
  { at: 'both', lastLayer: 'as-it-is', gain: 'length' },
];

const ARCHITECTURE: Architecture = { inputs: 9, hidden: [8, 7], classes: 3, nonnegative: true };

function network(seed: number, normalisation: Normalisation): FeedForward {
  return createNetwork({
    architecture: ARCHITECTURE,
    ...createHiddenForm(ARCHITECTURE, { normalisation }),
    hidden: { kind: 'uniform', low: 0, high: 1 },
    output: { kind: 'normal', sd: 1 },
    streams: createStreams(seed),
  });
}

function valuesOf({ kernels, outputKernel }: FeedForward): { kernels: number[][][]; output: number[][] } {
  return { kernels: kernels.map(toMatrix), output: toMatrix(outputKernel) };
}

/** Pixels, some of them black. */
function images(seed: number, count: number): number[][] {
  return randomMatrix(count, ARCHITECTURE.inputs, createStreams(seed).stream('images'), -0.3, 1).map((row) =>
    row.map((each) => Math.max(0, each)),
  );
}

describe.each(READINGS)('%j', (normalisation) => {
  test('is its scalar loops, layer by layer', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const model = network(seed, normalisation);
        const rows = images(seed, 4);
        const expected = rows.map((row) => printedNetwork(row, valuesOf(model), normalisation));
        expectNetwork(model, rows, expected, 1e-3, 1);
        model.dispose();
      }),
      { numRuns: 15 },
    );
  });

  test('has the gradient of its scalar loops in the image, and at black pixels that of raising them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const model = network(seed, normalisation);
        const [image] = images(seed, 1);
        const values = valuesOf(model);
        const score = (i: number, by: number): number =>
          printedNetwork(
            image!.map((each, j) => (i === j ? each + by : each)),
            values,
            normalisation,
          ).logits[0]!;
        const up = image!.map((_, i) => (score(i, 1e-5) - score(i, 0)) / 1e-5);
        const near = image!.map((each, i) => (each === 0 ? up[i]! : (score(i, 0) - score(i, -1e-5)) / 1e-5));
        // Away from kinks both sides agree.
        fc.pre(up.every((each, i) => Math.abs(each - near[i]!) < 1e-2));
        // Where a black pixel stands at a kink of another kind, the next point tells.
        const further = image!.map((_, i) => (score(i, 2e-3) - score(i, 0)) / 2e-3);
        fc.pre(up.every((each, i) => Math.abs(each - further[i]!) < 2e-2));
        tf.tidy(() => {
          const gradient = tf.grad((x) => tf.slice(model.logits(x as tf.Tensor2D), [0, 0], [1, 1]));
          expectMatrix(gradient(tf.tensor2d([image!])) as tf.Tensor2D, [up], 3e-2, 1);
        });
        model.dispose();
      }),
      { numRuns: 15 },
    );
  });

  test('is finite, with a finite gradient, on black, white and grey images, and rows do not know each other', () => {
    const model = network(1, normalisation);
    const rows = [0, 1, 0.3, 0.7].map((value) => Array.from({ length: ARCHITECTURE.inputs }, () => value));
    const all = [...rows, ...images(2, 3)];
    tf.tidy(() => {
      const together = toMatrix(model.logits(tf.tensor2d(all)));
      all.forEach((row, n) => expectMatrix(model.logits(tf.tensor2d([row])), [together[n]!], 1e-5, 1));
      const gradient = tf.grad((x) => tf.sum(model.logits(x as tf.Tensor2D)))(tf.tensor2d(all));
      for (const tensor of [gradient, ...model.hidden(tf.tensor2d(all))])
        expect([...tensor.dataSync()].every(Number.isFinite)).toBe(true);
    });
    model.dispose();
  });
});

test('left out, it is the fused reading of the presets; without the constraint, plain ReLU', () => {
  expect(createHiddenForm(ARCHITECTURE).activation).toBe(normalisedRelu);
  expect(createHiddenForm(ARCHITECTURE, { normalisation: { gain: 'length' } }).activation).toBe(
    normalisedRelu,
  );
  const free = createHiddenForm(
    { ...ARCHITECTURE, nonnegative: false },
    { normalisation: { at: 'inputs' }, threshold: 1 },
  );
  expect(free.activation).toBe(relu);
  expect(free.prepare).toBeUndefined();
});

test('the response is the activity before its rescale', () => {
  const form = createHiddenForm(ARCHITECTURE, { threshold: 0.5 });
  const y = [0.3, -2, 1, 0.1];
  const expected = printedScores(y).map((each) => Math.max(0, each - 0.5));
  tf.tidy(() => {
    const currents = tf.tensor2d([y]);
    expectMatrix(form.response(currents), [expected]);
    expectMatrix(form.activation(currents), [expected.map((each) => each / Math.max(...expected))]);
  });
});

test.each([
  { at: 'weights' },
  { gain: 2 },
  { rescale: 'sum' },
  { pixels: 'as-they-are' },
  { at: 'currents', pixels: 'normalised' },
  { statistics: 'batch' },
  { beta: 1 },
])('%j is refused', (normalisation) => {
  expect(normalisationSchema.safeParse(normalisation).success).toBe(false);
});

test('nothing is filled in: what is left out stays out of the identity of a network', () => {
  expect(normalisationSchema.parse({ at: 'inputs' })).toEqual({ at: 'inputs' });
});
