import { createStreams } from '@hebbench/core';
import { openEngine, rowsToTensor } from '@hebbench/engine';
import { expectMatrix, expectValues, patternImages, randomMatrix, toMatrix } from '@hebbench/fixtures';
import { createNetwork, hiddenActivation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createAttack,
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
  type Loss,
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

test('the losses match their scalar loops', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 5 }), (seed, classes) => {
      const rows = randomMatrix(3, classes, createStreams(seed).stream('logits'), -5, 5);
      const labels = [0, 1, classes - 1];
      const entropy = rows.map(
        (row, n) => Math.log(row.reduce((sum, each) => sum + Math.exp(each), 0)) - row[labels[n]!]!,
      );
      const margin = rows.map(
        (row, n) => Math.max(...row.filter((_, k) => k !== labels[n])) - row[labels[n]!]!,
      );
      const odds = rows.map(
        (row, n) =>
          Math.log(row.reduce((sum, each, k) => (k === labels[n] ? sum : sum + Math.exp(each)), 0)) -
          row[labels[n]!]!,
      );
      tf.tidy(() => {
        const [logits, classesOf] = [tf.tensor2d(rows), tf.tensor1d(labels, 'int32')];
        expectMatrix(
          tf.reshape(crossEntropyLoss(logits, classesOf), [1, 3]) as tf.Tensor2D,
          [entropy],
          1e-4,
          1,
        );
        expectMatrix(tf.reshape(marginLoss(logits, classesOf), [1, 3]) as tf.Tensor2D, [margin], 1e-4, 1);
        expectMatrix(tf.reshape(logOddsLoss(logits, classesOf), [1, 3]) as tf.Tensor2D, [odds], 1e-4, 1);
        // The cross-entropy is a rising function of the log-odds, log(1 + exp(u)).
        const rising = tf.softplus(logOddsLoss(logits, classesOf));
        expectMatrix(tf.reshape(rising, [1, 3]) as tf.Tensor2D, [entropy], 1e-4, 1);
      });
    }),
  );
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

/** Weights of the other classes in the gradient of a loss, from their logits; the label's is −∞. */
type SharesOf = (others: readonly number[]) => readonly number[];

const softmax: SharesOf = (others) => {
  const top = Math.max(...others);
  const shares = others.map((z) => Math.exp(z - top));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / total);
};

const largest: SharesOf = (others) => {
  const top = others.indexOf(Math.max(...others));
  return others.map((_, k) => (k === top ? 1 : 0));
};

/** Logits `x W` in float64. */
function logitsOf(x: readonly number[], weights: readonly (readonly number[])[]): number[] {
  return weights[0]!.map((_, k) => x.reduce((sum, value, i) => sum + value * weights[i]![k]!, 0));
}

/** Gradient of a loss of a linear model with respect to an image, in float64: its weights' mean less the label's. */
function slopesOf(
  x: readonly number[],
  weights: readonly (readonly number[])[],
  label: number,
  sharesOf: SharesOf,
): number[] {
  const others = logitsOf(x, weights).map((z, k) => (k === label ? Number.NEGATIVE_INFINITY : z));
  const shares = sharesOf(others);
  return weights.map((row) => row.reduce((sum, w, k) => sum + shares[k]! * w, 0) - row[label]!);
}

test('FGSM goes where the cross-entropy rises, however sure the network is of itself', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 300 }), (seed, gain) => {
      const stream = createStreams(seed).stream('sure');
      const [inputs, classes] = [6, 4];
      const weights = randomMatrix(inputs, classes, stream).map((row) => row.map((each) => gain * each));
      const x = randomMatrix(5, inputs, stream, 0.3, 0.7);
      const labels = x.map((row) => largest(logitsOf(row, weights)).indexOf(1));
      // ∂u/∂x; signs too close to call are left out.
      const slopes = x.map((row, n) => slopesOf(row, weights, labels[n]!, softmax));
      tf.tidy(() => {
        const changed = toMatrix(
          fgsm().perturb({
            model: linearModel(weights),
            x: tf.tensor2d(x),
            labels: tf.tensor1d(labels, 'int32'),
            epsilon: 0.1,
            stream,
          }),
        );
        slopes.forEach((row, n) =>
          row.forEach((slope, i) => {
            if (Math.abs(slope) > 1e-3 * gain)
              expect(Math.sign(changed[n]![i]! - x[n]![i]!)).toBe(Math.sign(slope));
          }),
        );
      });
    }),
  );
});

test('the cross-entropy’s own gradient loses the label where float32 rounds its probability to 1', () => {
  const model = linearModel([
    [60, 30, 0],
    [-60, 0, 40],
  ]);
  const signOf = (loss: Loss): number =>
    tf.tidy(() => {
      const gradient = inputGradient(model, tf.tensor2d([[0.9, 0.1]]), tf.tensor1d([0], 'int32'), loss);
      return Math.sign(gradient.dataSync()[0]!);
    });
  // Logits 48, 27, 4. More of the first pixel raises the label's by 60 and the next by 30: it must go down.
  expect(signOf(logOddsLoss)).toBe(-1);
  expect(signOf(crossEntropyLoss)).toBe(1);
});

test.each([
  { name: 'log-odds', loss: logOddsLoss, sharesOf: softmax },
  // Its gradient is that of the log-odds times a factor above 0.
  { name: 'cross-entropy', loss: crossEntropyLoss, sharesOf: softmax },
  { name: 'margin', loss: marginLoss, sharesOf: largest },
])('FGSM on a linear model of any number of classes is its closed form: $name', ({ loss, sharesOf }) => {
  const epsilons = fc.double({ min: 0.01, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), epsilons, (seed, classes, epsilon) => {
      const stream = createStreams(seed).stream('model');
      const weights = randomMatrix(4, classes, stream);
      const x = randomMatrix(classes, 4, stream, 0, 1);
      const labels = x.map((_, n) => n);
      tf.tidy(() => {
        const changed = fgsm(loss).perturb({
          model: linearModel(weights),
          x: tf.tensor2d(x),
          labels: tf.tensor1d(labels, 'int32'),
          epsilon,
          stream,
        });
        const got = toMatrix(changed);
        const expected = x.map((row, n) => {
          const slopes = slopesOf(row, weights, n, sharesOf);
          return row.map((value, i) => {
            // A sign that float32 cannot tell is as it is.
            if (Math.abs(slopes[i]!) < 1e-4) return got[n]![i]!;
            return Math.min(1, Math.max(0, value + epsilon * Math.sign(slopes[i]!)));
          });
        });
        expectMatrix(changed, expected, 1e-6, 1);
      });
    }),
  );
});

describe('a network whose adversarial images are known', () => {
  // Distances from the border at one half: 0.15, 0.05, 0.25, 0.1.
  const images = thresholdImages([166, 140, 64, 102], 9);
  const indices = Uint32Array.of(0, 1, 2, 3);
  const expected = [
    { epsilon: 0.02, left: [0, 1, 2, 3] },
    { epsilon: 0.12, left: [0, 2] },
    { epsilon: 0.2, left: [2] },
    { epsilon: 0.3, left: [] },
  ];

  test.each(
    [
      fgsm(),
      pgd({ loss: crossEntropyLoss }),
      pgd({ name: 'pgd-margin', loss: marginLoss }),
      square({ shape: SHAPE, queries: 60 }),
    ].flatMap((attack) => expected.map((each) => ({ name: attack.name, attack, ...each }))),
  )('$name at $epsilon leaves $left', async ({ attack, epsilon, left }) => {
    const { indices: found } = await survivors({
      model: thresholdModel(9),
      split: images,
      indices,
      epsilon,
      attacks: [attack],
      streams: createStreams(0),
      batchSize: 3,
    });
    expect([...found]).toEqual(left);
  });

  test('Square asks about an image until it is broken', () => {
    const epsilon = 0.12;
    const queries = 200;
    const asked: number[] = [];
    const model = thresholdModel(9);
    tf.tidy(() => {
      const x = tf.div(tf.tensor2d(Float32Array.from(images.pixels), [images.count, 9]), 255) as tf.Tensor2D;
      const labels = tf.tensor1d(Int32Array.from(images.labels), 'int32');
      const counting = {
        ...model,
        logits: (batch: tf.Tensor2D) => {
          asked.push(batch.shape[0]);
          return model.logits(batch);
        },
      };
      const stream = createStreams(0).stream('attack');
      square({ shape: SHAPE, queries }).perturb({ model: counting, x, labels, epsilon, stream });
    });
    // Images 1 and 3 can be broken within this radius, 0 and 2 cannot.
    expect(asked).toHaveLength(queries);
    expect(asked[0]).toBe(4);
    expect(asked.at(-1)).toBe(2);
  });

  test('several attacks leave what each of them leaves: the worst case for each image', async () => {
    const along = (name: string, sign: number): Attack =>
      createAttack(name, ({ x, epsilon }) => tf.add(x, sign * epsilon) as tf.Tensor2D);
    const [brighter, darker] = [along('brighter', 1), along('darker', -1)];
    const leftBy = async (attacks: readonly Attack[], epsilon: number): Promise<number[]> => {
      const { indices: found } = await survivors({
        model: thresholdModel(9),
        split: images,
        indices,
        epsilon,
        attacks,
        streams: createStreams(0),
      });
      return [...found];
    };
    // Images 0 and 1 are of class 1, above the border; 2 and 3 of class 0, below it.
    expect(await leftBy([brighter], 0.3)).toEqual([0, 1]);
    expect(await leftBy([darker], 0.12)).toEqual([0, 2, 3]);
    expect(await leftBy([brighter, darker], 0.12)).toEqual([0, 2]);
    expect(await leftBy([darker, brighter], 0.12)).toEqual([0, 2]);
    expect(await leftBy([brighter, darker], 0.3)).toEqual([]);
  });

  test('an image that is wrong from the start is broken from the start', async () => {
    const wrong = { ...images, labels: images.labels.map((label) => 1 - label) };
    const { indices: found } = await survivors({
      model: thresholdModel(9),
      split: wrong,
      indices,
      epsilon: 0,
      attacks: [],
      streams: createStreams(0),
    });
    expect(found).toHaveLength(0);
  });

  test('stops when it is told to', async () => {
    await expect(
      survivors({
        model: thresholdModel(9),
        split: images,
        indices,
        epsilon: 0.1,
        attacks: [fgsm()],
        streams: createStreams(0),
        signal: AbortSignal.abort(),
      }),
    ).rejects.toThrow('INTERRUPTED');
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
