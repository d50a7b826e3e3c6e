import { createStreams, type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { createNetwork, hiddenActivation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  checkGradientHelps,
  checkGradientIsRight,
  checkGradientsExist,
  checkIterativeIsStronger,
  checkMonotone,
  gradientAgreement,
  noiseOf,
  robustnessCurve,
  type CurveOptions,
} from '../src/index.ts';
import { modelOf, thresholdImages, thresholdModel } from './models.ts';

beforeAll(async () => {
  await openEngine();
});

const SHAPE = { height: 3, width: 3, channels: 1 };
const IMAGES = thresholdImages(
  Array.from({ length: 100 }, (_, n) => Math.floor((n * 256) / 100)),
  9,
);

function curveOf(
  model: Model,
  epsilons = [0.05, 0.1, 0.2],
  gradient: CurveOptions['gradient'] = 'exact',
): ReturnType<typeof robustnessCurve> {
  return robustnessCurve({
    model,
    gradient,
    split: IMAGES,
    shape: SHAPE,
    epsilons,
    images: 100,
    streams: createStreams(0),
    steps: 45,
    restarts: 1,
    queries: 40,
    checkImages: 100,
    source: thresholdModel(9),
  });
}

/** A small curve. */
const OPTIONS: CurveOptions = {
  model: thresholdModel(9),
  split: IMAGES,
  shape: SHAPE,
  epsilons: [0.1, 0.2],
  images: 100,
  streams: createStreams(0),
  steps: 3,
  restarts: 1,
  queries: 3,
};

test('a plain network is measured, and trusted', async () => {
  const points = await curveOf(thresholdModel(9));
  // The share of images further than ε from the border at one half.
  points.forEach(({ epsilon, pgd, fgsm, pgdOnce, trustworthy, reason, zeroGradientShare }) => {
    expect(Math.abs(pgd - 100 * (1 - 2 * epsilon))).toBeLessThanOrEqual(2);
    expect(fgsm).toBe(pgd);
    expect(pgdOnce).toBe(pgd);
    expect({ trustworthy, reason }).toEqual({ trustworthy: true, reason: '' });
    expect(zeroGradientShare).toBe(0);
  });
});

test('a network that hides its gradient is found out', async () => {
  const steep = modelOf(9, 2, (x) => {
    const first = tf.slice(x, [0, 0], [x.shape[0], 1]);
    // Saturated: the gradient of the sigmoid is zero in float32 nearly everywhere.
    const high = tf.sigmoid(tf.mul(tf.sub(first, 0.5), 1e5));
    return tf.mul(tf.concat([tf.sub(1, high), high], 1), 100) as tf.Tensor2D;
  });
  const points = await curveOf(steep);
  for (const { trustworthy, reason, zeroGradientShare } of points) {
    expect(trustworthy).toBe(false);
    expect(zeroGradientShare).toBeGreaterThan(0.5);
    expect(reason).toContain('exactly zero');
  }
  expect(points.at(-1)!.reason).toContain('Square, which does not see the gradient, is stronger');
  // The source does not hide its gradient, and has the same border.
  expect(points.at(-1)!.reason).toContain(
    'a transferred attack, which does not see the gradient, is stronger',
  );
});

/** The network of one threshold, with a gradient that is none of its own. */
function withGradient(gradientOf: (image: tf.Tensor) => tf.Tensor): Model {
  const honest = thresholdModel(9);
  return modelOf(9, 2, (x) => {
    const op = tf.customGrad((image) => ({
      value: honest.logits(image as tf.Tensor2D),
      gradFunc: () => gradientOf(image as tf.Tensor),
    }));
    return op(x) as tf.Tensor2D;
  });
}

test('a network with a wrong gradient is found out', async () => {
  const liar = withGradient((image) => tf.neg(tf.onesLike(image)));
  for (const { trustworthy, reason } of await curveOf(liar)) {
    expect(trustworthy).toBe(false);
    expect(reason).toContain('difference quotients');
  }
});

test('a surrogate gradient is held against attacks that do not see it, and not against difference quotients', async () => {
  const misleading = withGradient((image) => tf.neg(tf.onesLike(image)));
  for (const { trustworthy, reason } of await curveOf(misleading, undefined, 'surrogate')) {
    expect(trustworthy).toBe(false);
    expect(reason).not.toContain('difference quotients');
    expect(reason).toContain('which does not see the gradient, is stronger');
  }
});

describe('difference quotients', () => {
  const architecture = { inputs: 64, hidden: [200], classes: 4, nonnegative: true };

  /** The network as it is, and with the gradient that an attack sees changed. */
  function agreement(tamper?: (gradient: tf.Tensor2D) => tf.Tensor2D): number {
    const network = createNetwork({
      architecture,
      activation: hiddenActivation(true),
      hidden: { kind: 'uniform', low: 0, high: 0.1 },
      output: { kind: 'normal', sd: 1 },
      streams: createStreams(1),
    });
    const split = patternImages(architecture, 62);
    // The image itself, with another gradient.
    const tampered = tf.customGrad((image) => ({
      value: (image as tf.Tensor2D).clone(),
      gradFunc: (dy: tf.Tensor) => tamper!(dy as tf.Tensor2D),
    }));
    const model = modelOf(64, 4, (x) => network.logits(tamper ? (tampered(x) as tf.Tensor2D) : x));
    const share = tf.tidy(() => {
      // Without the first two images, which are all zero and all one.
      const x = tf.slice(
        tf.div(tf.tensor2d(Float32Array.from(split.pixels), [62, 64]), 255),
        [2, 0],
      ) as tf.Tensor2D;
      const labels = tf.tensor1d(Int32Array.from(split.labels.subarray(2)), 'int32');
      return gradientAgreement(model, x, labels, createStreams(0).stream('signs'));
    });
    network.dispose();
    return share;
  }

  test('agree with a sound gradient', () => {
    expect(agreement()).toBeGreaterThanOrEqual(0.9);
  });

  test.each([
    { name: 'has the wrong sign', tamper: (g: tf.Tensor2D) => tf.neg(g) },
    { name: 'has the wrong scale', tamper: (g: tf.Tensor2D) => tf.mul(g, 1.5) as tf.Tensor2D },
    {
      name: 'leaves out half of the pixels',
      tamper: (g: tf.Tensor2D) =>
        tf.mul(g, tf.tensor1d(Array.from({ length: 64 }, (_, i) => i % 2))) as tf.Tensor2D,
    },
    { name: 'is zero', tamper: (g: tf.Tensor2D) => tf.zerosLike(g) },
  ])('find a gradient that $name', ({ tamper }) => {
    expect(agreement(tamper)).toBeLessThan(0.5);
  });
});

describe('where nothing was attacked, the curve says so', () => {
  test.each([
    {
      name: 'a network that is always wrong',
      change: { split: { ...IMAGES, labels: IMAGES.labels.map((label) => 1 - label) } },
      says: 'nothing was attacked: none of the 100 images',
    },
    { name: 'no images', change: { images: 0 }, says: 'nothing was attacked: no image was given' },
    {
      name: 'an empty split',
      change: { split: { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() } },
      says: 'nothing was attacked: no image was given',
    },
  ])('$name', async ({ change, says }) => {
    const points = await robustnessCurve({ ...OPTIONS, ...change });
    expect(points).toHaveLength(2);
    for (const { trustworthy, reason } of points) {
      expect(trustworthy).toBe(false);
      expect(reason).toContain(says);
    }
  });

  test('no images for the checks', async () => {
    for (const { trustworthy, reason } of await robustnessCurve({ ...OPTIONS, checkImages: 0 })) {
      expect(trustworthy).toBe(false);
      expect(reason).toContain('no image was left for the checks');
    }
  });
});

test('a gradient that is no number is told, and the images stay images', async () => {
  const honest = thresholdModel(9);
  const torn = modelOf(9, 2, (x) => {
    const tear = tf.customGrad((image) => ({
      value: honest.logits(image as tf.Tensor2D),
      gradFunc: () => tf.mul(tf.onesLike(image as tf.Tensor), Number.NaN),
    }));
    return tear(x) as tf.Tensor2D;
  });
  for (const { trustworthy, reason, fgsm } of await robustnessCurve({ ...OPTIONS, model: torn })) {
    expect(fgsm).toBe(100);
    expect(trustworthy).toBe(false);
    expect(reason).toContain('100 % of the input gradients are not finite numbers');
  }
});

test.each([Number.NaN, Infinity])('logits of %d are the network’s fault', async (logit) => {
  const model = modelOf(9, 2, (x) => tf.mul(tf.ones([x.shape[0], 2]), logit) as tf.Tensor2D);
  await expect(robustnessCurve({ ...OPTIONS, model })).rejects.toMatchObject({ code: 'RULE_FAULT' });
});

test.each([
  { change: { epsilons: [0.1, Number.NaN] }, says: 'NaN' },
  { change: { epsilons: [-0.1] }, says: '-0.1' },
  { change: { epsilons: [8] }, says: 'divide a radius' },
  { change: { epsilons: [0.1, 0.1] }, says: 'rising values' },
  { change: { images: -1 }, says: 'number of images' },
  { change: { images: 1.5 }, says: 'number of images' },
  { change: { images: Number.NaN }, says: 'number of images' },
  { change: { checkImages: -1 }, says: 'images of the checks' },
  { change: { restarts: 0 }, says: 'restarts' },
  { change: { steps: 0 }, says: 'steps' },
  { change: { steps: 2.5 }, says: 'steps' },
  { change: { stepSize: -0.01 }, says: 'step size' },
  { change: { stepSize: Number.NaN }, says: 'step size' },
  { change: { queries: 0 }, says: 'queries' },
  { change: { shape: { height: 3, width: 3, channels: 3 } }, says: '9 pixels' },
])('a curve with $change is refused', async ({ change, says }) => {
  await expect(robustnessCurve({ ...OPTIONS, ...change })).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: expect.stringContaining(says) as string,
  });
});

test('radii out of order are refused', async () => {
  await expect(curveOf(thresholdModel(9), [0.2, 0.1])).rejects.toThrow('rising values');
});

describe('the checks', () => {
  test.each([
    { name: 'no zero gradients', complaint: checkGradientsExist(0), bad: false },
    { name: 'some zero gradients', complaint: checkGradientsExist(0.2), bad: true },
    { name: 'gradients that agree', complaint: checkGradientIsRight(0.95), bad: false },
    { name: 'gradients that do not', complaint: checkGradientIsRight(0.8), bad: true },
    { name: 'falling', complaint: checkMonotone(50, 60, 1000), bad: false },
    { name: 'rising within noise', complaint: checkMonotone(61, 60, 1000), bad: false },
    { name: 'rising', complaint: checkMonotone(70, 60, 1000), bad: true },
    { name: 'PGD stronger', complaint: checkIterativeIsStronger(10, 30, 1000), bad: false },
    { name: 'PGD weaker', complaint: checkIterativeIsStronger(40, 30, 1000), bad: true },
    { name: 'Square weaker', complaint: checkGradientHelps(10, 60, 'Square', 200), bad: false },
    { name: 'Square stronger', complaint: checkGradientHelps(60, 10, 'Square', 200), bad: true },
  ])('$name', ({ complaint, bad }) => {
    expect(complaint !== undefined).toBe(bad);
  });

  test('noise is two standard errors, and never zero', () => {
    expect(noiseOf(50, 100)).toBeCloseTo(10);
    expect(noiseOf(0, 100)).toBeGreaterThan(0);
    expect(noiseOf(100, 400)).toBeLessThan(noiseOf(100, 100));
  });
});
