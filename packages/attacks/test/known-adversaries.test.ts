import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createAttack,
  crossEntropyLoss,
  fgsm,
  marginLoss,
  pgd,
  square,
  survivors,
  type Attack,
} from '../src/index.ts';
import { thresholdImages, thresholdModel } from './models.ts';

beforeAll(async () => {
  await openEngine();
});

const SHAPE = { height: 3, width: 3, channels: 1 };

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
