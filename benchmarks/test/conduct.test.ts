import { type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { accuracy } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkNetwork } from '../src/run/check-network.ts';
import { guardModel } from '../src/run/guard/model.ts';
import { ruleCode } from '../src/run/guard/rule-code.ts';
import { ARCHITECTURE, faultOf, rowsMinusMean, myModel } from './my-rule.ts';

beforeAll(async () => {
  await openEngine();
});

let model: Model;
beforeEach(() => {
  model = myModel();
});
afterEach(() => model.dispose());

describe('a network', () => {
  const kept: tf.Tensor[] = [];
  afterEach(() => tf.dispose(kept.splice(0)));
  let calls = 0;

  test.each<{ name: string; changed: Partial<Model>; got: RegExp | undefined }>([
    { name: 'as it should be', changed: {}, got: undefined },
    {
      name: 'with too many classes',
      changed: { logits: () => tf.zeros([2, 3]) },
      got: /^logits of shape \[2, 3\]$/,
    },
    { name: 'with one row', changed: { logits: () => tf.zeros([1, 2]) }, got: /^logits of shape \[1, 2\]$/ },
    {
      name: 'with a layer too few',
      changed: { hidden: () => [tf.zeros([2, 4])] },
      got: /^activity of 1 hidden layers$/,
    },
    {
      name: 'with a layer too wide',
      changed: { hidden: () => [tf.zeros([2, 4]), tf.zeros([2, 4])] },
      got: /^activity of hidden layer 2 of shape \[2, 4\]$/,
    },
    {
      name: 'with another layer for one layer',
      changed: { activity: () => tf.zeros([2, 7]) },
      got: /^activity of hidden layer 1 of shape \[2, 7\]$/,
    },
    {
      name: 'with infinite logits',
      changed: { logits: () => tf.tensor2d([0, 0, Infinity, 0], [2, 2]) },
      got: /^NaN or infinite logits, first for image 2 of 2$/,
    },
    {
      name: 'with logits of whole numbers',
      changed: { logits: ({ shape }) => tf.zeros([shape[0], 2], 'int32') },
      got: /^logits of type int32$/,
    },
    {
      name: 'with logits of one row for any batch but one of two',
      changed: { logits: ({ shape }) => tf.zeros([shape[0] === 2 ? 2 : 1, 2]) },
      got: /^logits of shape \[1, 2\]$/,
    },
    {
      name: 'whose rows depend on each other',
      changed: { logits: rowsMinusMean },
      got: /^other logits for an image alone/,
    },
    {
      name: 'that keeps a tensor of each call',
      changed: {
        logits: ({ shape }) => {
          kept.push(tf.keep(tf.zeros([1])));
          return tf.zeros([shape[0], 2]);
        },
      },
      got: /^tensors left behind by 3 of 4 calls of `logits`$/,
    },
    {
      name: 'that keeps a tensor of every second call',
      changed: {
        hidden: ({ shape }) => {
          if (calls++ % 2 === 0) kept.push(tf.keep(tf.zeros([1])));
          return [tf.zeros([shape[0], 4]), tf.zeros([shape[0], 3])];
        },
      },
      got: /^tensors left behind by 2 of 4 calls of `hidden`$/,
    },
    {
      name: 'that throws',
      changed: {
        logits: () => {
          throw new Error('of no use');
        },
      },
      got: /of no use/,
    },
    {
      name: 'that disposes its images',
      changed: {
        logits: (x) => {
          x.dispose();
          return tf.zeros([2, 2]);
        },
      },
      got: /^images that are disposed by `logits`$/,
    },
    {
      name: 'with two weights of one name',
      changed: { weights: () => [model.weights()[0]!, model.weights()[0]!] },
      got: /^two weights named "hidden-1\/kernel"$/,
    },
  ])('$name: $got', async ({ changed, got }) => {
    const before = tf.memory().numTensors;
    calls = 0;
    const found = await faultOf(() => checkNetwork({ ...model, ...changed }, 'my-rule'));
    if (got) expect(found).toMatch(got);
    else expect(found).toBeUndefined();
    expect(tf.memory().numTensors - kept.length).toBe(before);
  });

  test('with a weight that is no number is refused by its name', async () => {
    const bias = model.weights().find(({ name }) => name === 'output/bias')!.tensor as tf.Variable;
    const values = tf.tensor1d([0, Number.NaN]);
    bias.assign(values);
    values.dispose();
    expect(await faultOf(() => checkNetwork(model, 'my-rule'))).toBe('NaN or infinite values in output/bias');
  });

  test('is checked on every batch that is scored', async () => {
    const split = { count: 7, pixels: new Uint8Array(35).fill(9), labels: new Uint8Array(7) };
    split.pixels[5 * 5] = 0;
    const dividing: Model = {
      ...model,
      logits: (x) => tf.div(model.logits(x), tf.slice(x, [0, 0], [-1, 1])),
    };
    const guarded = guardModel(dividing, ARCHITECTURE, ruleCode('my-rule'));
    expect(await faultOf(() => accuracy(guarded, split, { batchSize: 4 }))).toBe(
      'NaN or infinite logits, first for image 2 of 3',
    );
    expect(
      await faultOf(() => accuracy(guardModel(model, ARCHITECTURE, ruleCode('my-rule')), split)),
    ).toBeUndefined();
  });

  test('has the gradient that it has unguarded', () => {
    const x = tf.randomUniform<tf.Rank.R2>([6, 5], 0, 1, 'float32', 3);
    const gradientOf = ({ logits }: Model): Float32Array =>
      tf.tidy(() =>
        tf
          .grad((images) => tf.sum(logits(images as tf.Tensor2D)))(x)
          .dataSync<'float32'>()
          .slice(),
      );
    const before = tf.memory().numTensors;
    expect(gradientOf(guardModel(model, ARCHITECTURE, ruleCode('my-rule')))).toEqual(gradientOf(model));
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });
});
