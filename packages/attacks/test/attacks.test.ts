import { createStreams } from '@hebbench/core';
import { openEngine, rowsToTensor } from '@hebbench/engine';
import { expectMatrix, expectValues, patternImages, randomMatrix } from '@hebbench/fixtures';
import { createNetwork, hiddenActivation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  crossEntropyLoss,
  logOddsLoss,
  fgsm,
  inputGradient,
  marginLoss,
  pgd,
  square,
  survivors,
  transferFrom,
  type Attack,
} from '../src/index.ts';
import { linearModel, thresholdImages, thresholdModel } from './models.ts';

beforeAll(async () => {
  await openEngine();
});

const SHAPE = { height: 3, width: 3, channels: 1 };

const ATTACKS: readonly { readonly name: string; readonly attack: Attack }[] = [
  fgsm(),
  fgsm(marginLoss),
  pgd({ name: 'pgd', loss: logOddsLoss, steps: 5, stepSize: 0.05 }),
  pgd({ name: 'pgd-cross-entropy', loss: crossEntropyLoss, steps: 5, stepSize: 0.05 }),
  pgd({ name: 'pgd-margin', loss: marginLoss, steps: 5, stepSize: 0.05 }),
  pgd({ name: 'pgd-at-the-image', loss: crossEntropyLoss, steps: 5, randomStart: false }),
  square({ shape: SHAPE, queries: 20 }),
  transferFrom(thresholdModel(9), fgsm()),
].map((attack) => ({ name: attack.name, attack }));

describe.each(ATTACKS)('$name', ({ attack }) => {
  const trials = fc.record({
    seed: fc.nat(),
    epsilon: fc.double({ min: 0, max: 1, noNaN: true }),
    nonnegative: fc.boolean(),
  });

  function perturbed(
    seed: number,
    epsilon: number,
    nonnegative: boolean,
  ): { x: number[]; changed: number[] } {
    const streams = createStreams(seed);
    const model = createNetwork({
      architecture: { inputs: 9, hidden: [6], classes: 3, nonnegative },
      activation: hiddenActivation(nonnegative),
      hidden: { kind: nonnegative ? 'half-normal' : 'normal', sd: 1 },
      output: { kind: 'normal', sd: 1 },
      streams,
    });
    const result = tf.tidy(() => {
      const x = tf.tensor2d(randomMatrix(4, 9, streams.stream('x'), 0, 1));
      const labels = tf.tensor1d([0, 1, 0, 1], 'int32');
      const stream = streams.stream('attack');
      const changed = attack.perturb({ model, x, labels, epsilon, stream });
      return { x: [...x.dataSync()], changed: [...changed.dataSync()] };
    });
    model.dispose();
    return result;
  }

  test('stays in the ε-ball and in [0, 1]', () => {
    fc.assert(
      fc.property(trials, ({ seed, epsilon, nonnegative }) => {
        const { x, changed } = perturbed(seed, epsilon, nonnegative);
        expectValues(changed, x, epsilon + 1e-6);
        expect(changed.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('changes nothing at ε = 0', () => {
    fc.assert(
      fc.property(trials, ({ seed, nonnegative }) => {
        const { x, changed } = perturbed(seed, 0, nonnegative);
        expect(changed).toEqual(x);
      }),
      { numRuns: 25 },
    );
  });

  test('is the same for the same seed', () => {
    expect(perturbed(5, 0.2, true)).toEqual(perturbed(5, 0.2, true));
  });

  test.each([-0.1, 1.5, Number.NaN])('refuses ε = %d', (epsilon) => {
    expect(() => perturbed(0, epsilon, true)).toThrow(/got: +(-0\.1|1\.5|NaN)[^]*divide a radius/);
  });

  test('leaves no tensor behind', () => {
    perturbed(1, 0.1, false);
    const before = tf.memory().numTensors;
    perturbed(2, 0.1, false);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('images that are none', () => {
  test.each(
    ATTACKS.flatMap(({ name, attack }) =>
      [-0.3, 1.8, Number.NaN, Infinity].map((pixel) => ({ name, attack, pixel })),
    ),
  )('$name refuses a pixel of $pixel', ({ attack, pixel }) => {
    tf.tidy(() => {
      const x = tf.tensor2d([Array.from({ length: 9 }, () => 0.5), [0, 1, pixel, 0, 0, 0, 0, 0, 0]]);
      const labels = tf.tensor1d([0, 1], 'int32');
      const stream = createStreams(0).stream('attack');
      for (const epsilon of [0, 0.1]) {
        const perturb = (): unknown =>
          attack.perturb({ model: thresholdModel(9), x, labels, epsilon, stream });
        expect(perturb).toThrow(/INVALID_CONFIG[^]*in pixel 2 of image 1/);
      }
    });
  });

  test('all levels of grey are images', () => {
    const split = thresholdImages(
      Array.from({ length: 256 }, (_, level) => level),
      9,
    );
    tf.tidy(() => {
      const x = rowsToTensor(
        split.pixels,
        Uint32Array.from({ length: 256 }, (_, n) => n),
        9,
        1 / 255,
      );
      const labels = tf.tensor1d(Int32Array.from(split.labels), 'int32');
      const stream = createStreams(0).stream('attack');
      const changed = fgsm().perturb({ model: thresholdModel(9), x, labels, epsilon: 0.1, stream });
      expect(changed.shape).toEqual([256, 9]);
    });
  });

  test('a batch of none is refused', async () => {
    await expect(
      survivors({
        model: thresholdModel(9),
        split: thresholdImages([0, 255], 9),
        indices: Uint32Array.of(0, 1),
        epsilon: 0.1,
        attacks: [fgsm()],
        streams: createStreams(0),
        batchSize: 0,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
  });
});

test('an image’s gradient does not depend on the batch it is in', () => {
  const model = linearModel([
    [1, 2, -1],
    [0.5, -1, 3],
  ]);
  tf.tidy(() => {
    const rows = [
      [0.2, 0.9],
      [0.7, 0.1],
    ];
    const labels = tf.tensor1d([2, 0], 'int32');
    const together = inputGradient(model, tf.tensor2d(rows), labels, crossEntropyLoss);
    const alone = rows.map((row, n) => [
      ...inputGradient(model, tf.tensor2d([row]), tf.slice(labels, n, 1), crossEntropyLoss).dataSync(),
    ]);
    expectMatrix(together, alone);
  });
});

const LOSSES = [
  { name: 'cross-entropy', loss: crossEntropyLoss },
  { name: 'log-odds', loss: logOddsLoss },
  { name: 'margin', loss: marginLoss },
];

describe.each(
  LOSSES.flatMap((each) =>
    [true, false].flatMap((nonnegative) =>
      [true, false].map((randomStart) => ({ ...each, nonnegative, randomStart })),
    ),
  ),
)('with the $name, nonnegative: $nonnegative, random start: $randomStart', (setting) => {
  const { loss, nonnegative, randomStart } = setting;
  const architecture = { inputs: 16, hidden: [20], classes: 4, nonnegative };
  const IMAGES = 200;

  /** Images that are left after 1, 5 and 30 steps, of all that a random network is right about. */
  async function leftOver(seed: number): Promise<number[]> {
    const model = createNetwork({
      architecture,
      activation: hiddenActivation(nonnegative),
      hidden: { kind: nonnegative ? 'half-normal' : 'normal', sd: 1 },
      output: { kind: 'normal', sd: 1 },
      streams: createStreams(seed),
    });
    const images = patternImages(architecture, IMAGES, seed);
    const labels = tf.tidy(() => {
      const x = tf.div(tf.tensor2d(Float32Array.from(images.pixels), [IMAGES, 16]), 255) as tf.Tensor2D;
      return Uint8Array.from(tf.argMax(model.logits(x), 1).dataSync());
    });
    const left: number[] = [];
    for (const steps of [1, 5, 30]) {
      const { indices } = await survivors({
        model,
        split: { ...images, labels },
        indices: Uint32Array.from({ length: IMAGES }, (_, i) => i),
        epsilon: 0.05,
        attacks: [pgd({ loss, steps, stepSize: 0.01, randomStart })],
        streams: createStreams(seed),
      });
      left.push(indices.length);
    }
    model.dispose();
    return left;
  }

  test('more steps never help the defender', async () => {
    const total = [0, 0, 0];
    for (const seed of [0, 1, 2, 3, 4]) {
      const left = await leftOver(seed);
      left.forEach((count, i) => {
        total[i]! += count;
        // Two images of 200 are noise.
        if (i > 0) expect(count).toBeLessThanOrEqual(left[i - 1]! + 2);
      });
    }
    expect(total[1]).toBeLessThan(total[0]!);
    expect(total[2]).toBeLessThanOrEqual(total[1]!);
  });
});
