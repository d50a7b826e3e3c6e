import { createStreams, type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  checkGradientHelps,
  checkGradientsExist,
  checkIterativeIsStronger,
  checkMonotone,
  noiseOf,
  robustnessCurve,
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

function curveOf(model: Model, epsilons = [0.05, 0.1, 0.2]): ReturnType<typeof robustnessCurve> {
  return robustnessCurve({
    model,
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
});

test('a network with a wrong gradient is found out', async () => {
  const honest = thresholdModel(9);
  const liar = modelOf(9, 2, (x) => {
    const lie = tf.customGrad((image) => ({
      value: honest.logits(image as tf.Tensor2D),
      gradFunc: () => tf.neg(tf.onesLike(image as tf.Tensor)),
    }));
    return lie(x) as tf.Tensor2D;
  });
  for (const { trustworthy, reason } of await curveOf(liar)) {
    expect(trustworthy).toBe(false);
    expect(reason).toContain('difference quotients');
  }
});

test('radii out of order are refused', async () => {
  await expect(curveOf(thresholdModel(9), [0.2, 0.1])).rejects.toThrow('rising values');
});

describe('the checks', () => {
  test.each([
    { name: 'no zero gradients', complaint: checkGradientsExist(0), bad: false },
    { name: 'some zero gradients', complaint: checkGradientsExist(0.2), bad: true },
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
