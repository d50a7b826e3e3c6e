import { createStreams, HebbenchError, type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { createNetwork, relu } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkNetwork } from '../src/run/check-network.ts';
import { watchGlobalState, withoutAmbientRandomness } from '../src/run/global-state.ts';
import { detectLeaks } from '../src/run/leak-detector.ts';

beforeAll(async () => {
  await openEngine();
});

/** What a fault of the rule `my-rule` says it got; `undefined` if there is none. */
async function faultOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(HebbenchError);
    const { code, message, got } = error as HebbenchError;
    expect(code).toBe('RULE_FAULT');
    expect(message).toContain('"my-rule"');
    return got;
  }
}

describe('a network', () => {
  let model: Model;
  beforeEach(() => {
    const scale = { kind: 'normal', sd: 0.1 } as const;
    model = createNetwork({
      architecture: { inputs: 5, hidden: [4, 3], classes: 2, nonnegative: false },
      activation: relu,
      hidden: scale,
      output: scale,
      streams: createStreams(0),
    });
  });
  afterEach(() => model.dispose());

  test.each<{ name: string; changed: Partial<Model>; got: string | undefined }>([
    { name: 'as it should be', changed: {}, got: undefined },
    {
      name: 'with too many classes',
      changed: { logits: () => tf.zeros([2, 3]) },
      got: 'logits of shape [2, 3] for 2 images',
    },
    {
      name: 'with one row',
      changed: { logits: () => tf.zeros([1, 2]) },
      got: 'logits of shape [1, 2] for 2 images',
    },
    {
      name: 'with a layer too few',
      changed: { hidden: () => [tf.zeros([2, 4])] },
      got: '1 hidden layers',
    },
    {
      name: 'with a layer too wide',
      changed: { hidden: () => [tf.zeros([2, 4]), tf.zeros([2, 4])] },
      got: 'activity of hidden layer 2 of shape [2, 4] for 2 images',
    },
    {
      name: 'with infinite logits',
      changed: { logits: () => tf.tensor2d([Infinity, 0, 0, 0], [2, 2]) },
      got: 'NaN or infinite logits of a white image',
    },
  ])('$name: $got', async ({ changed, got }) => {
    const before = tf.memory().numTensors;
    expect(await faultOf(() => checkNetwork({ ...model, ...changed }, 'my-rule'))).toBe(got);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('with a weight that is no number is refused by its name', async () => {
    const bias = model.weights().find(({ name }) => name === 'output/bias')!.tensor as tf.Variable;
    const values = tf.tensor1d([0, Number.NaN]);
    bias.assign(values);
    values.dispose();
    expect(await faultOf(() => checkNetwork(model, 'my-rule'))).toBe('NaN or infinite values in output/bias');
  });
});

describe('tensors', () => {
  test.each([
    { name: 'that every update leaves behind', kept: () => 1, fault: 20 },
    {
      name: 'that every update of a later phase does',
      kept: (update: number) => +(update >= 100),
      fault: 119,
    },
    { name: 'of every other update, two each', kept: (update: number) => 2 * (update % 2), fault: 20 },
    { name: 'that some updates keep', kept: (update: number) => update % 2, fault: undefined },
    { name: 'that nineteen updates keep', kept: (update: number) => +(update < 20), fault: undefined },
    { name: 'that the first update makes', kept: (update: number) => 50 * +(update === 0), fault: undefined },
    { name: 'that a later phase makes', kept: (update: number) => 50 * +(update === 100), fault: undefined },
  ])('$name: $fault', async ({ kept, fault }) => {
    const tensors: tf.Tensor[] = [];
    const check = detectLeaks('my-rule');
    let update = 0;
    const got = await faultOf(() => {
      for (; update < 200; update++) {
        for (let i = 0; i < kept(update); i++) tensors.push(tf.zeros([1]));
        check();
      }
    });
    tf.dispose(tensors);
    expect(got).toBe(fault === undefined ? undefined : '20 tensors more than 20 updates before');
    expect(update).toBe(fault ?? 200);
  });
});

describe('global state', () => {
  const { random } = Math;
  const directory = process.cwd();
  afterEach(() => {
    Math.random = random;
    process.chdir(directory);
    delete process.env['HEBBENCH_OF_NO_USE'];
    tf.env().set('DEBUG', false);
  });

  test.each([
    { change: () => {}, got: undefined },
    { change: () => process.chdir('/'), got: 'another value of the working directory' },
    {
      change: () => (process.env['HEBBENCH_OF_NO_USE'] = 'x'),
      got: 'another value of the environment variables',
    },
    { change: () => (Math.random = () => 0.5), got: 'another value of Math.random' },
    { change: () => tf.env().set('DEBUG', true), got: "another value of TensorFlow.js's debug mode" },
  ])('$got', async ({ change, got }) => {
    const check = watchGlobalState('my-rule');
    change();
    expect(await faultOf(check)).toBe(got);
  });

  test.each([
    { name: 'Math.random', draw: () => Math.random() },
    { name: 'tf.randomNormal', draw: () => tf.randomNormal([1]) },
    { name: 'tf.randomUniform', draw: () => tf.randomUniform([1]) },
  ])('$name is locked while a rule trains', async ({ draw }) => {
    const locked = (): Promise<unknown> => withoutAmbientRandomness('my-rule', async () => draw());
    expect(await faultOf(locked)).toContain('a call of Math.random');
    expect(Math.random).toBe(random);
  });

  test('draws from the streams are not', async () => {
    const stream = createStreams(0).stream('x');
    await withoutAmbientRandomness('my-rule', async () => stream.permutation(10));
  });

  test('what a rule puts into the place of Math.random stays, to be found', async () => {
    const check = watchGlobalState('my-rule');
    await withoutAmbientRandomness('my-rule', async () => {
      Math.random = () => 0.5;
    });
    expect(await faultOf(check)).toBe('another value of Math.random');
  });
});
