// @own-process: it changes and watches what a process shares: sources of chance, the clock, the working directory.
import {
  createStreams,
  HebbenchError,
  type Batch,
  type Model,
  type Phase,
  type Trainer,
} from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { accuracy, createNetwork, relu } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import crypto, { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkNetwork } from '../src/run/check-network.ts';
import { watchGlobalState } from '../src/run/global-state.ts';
import { watchAmbientSources } from '../src/run/guard/ambient.ts';
import { guardModel } from '../src/run/guard/model.ts';
import { ruleCode } from '../src/run/guard/rule-code.ts';
import { guardTrainer } from '../src/run/guard/trainer.ts';

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

const ARCHITECTURE = { inputs: 5, hidden: [4, 3], classes: 2, nonnegative: false };

let model: Model;
beforeEach(() => {
  const scale = { kind: 'normal', sd: 0.1 } as const;
  model = createNetwork({
    architecture: ARCHITECTURE,
    activation: relu,
    hidden: scale,
    output: scale,
    streams: createStreams(0),
  });
});
afterEach(() => model.dispose());

/** Rows of a tensor times a column of it: rows alone, and together. */
function rowsMinusMean(x: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(tf.slice(x, [0, 0], [-1, 2]), tf.mean(x, 0, true).slice([0, 0], [1, 2]));
}

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

/** A trainer of one phase whose step is given, with all that a rule is guarded by. */
function trainerOf(step: Phase['step'], phase: Partial<Phase> = {}): Trainer {
  const weights = Object.fromEntries(
    model.weights().map(({ name, tensor }) => [name, tensor as tf.Variable]),
  );
  const own: Phase = {
    name: 'network',
    trains: 'all',
    epochs: 1,
    batchSize: 1,
    sampling: 'shuffled',
    input: { kind: 'pixels' },
    step,
    ...phase,
  };
  const trainer = { model, phases: [own], variables: weights, dispose: () => model.dispose() };
  return guardTrainer(() => trainer, ARCHITECTURE, ruleCode('my-rule'));
}

const PROGRESS = { update: 0, updates: 1, fraction: 0 };
const BATCH = {} as Batch;

describe('tensors', () => {
  test.each([
    { name: 'that every update leaves behind', kept: () => 1, fault: 20 },
    { name: 'of every second update', kept: (update: number) => update % 2, fault: 39 },
    { name: 'of every ninth update', kept: (update: number) => +(update % 9 === 0), fault: 180 },
    { name: 'of every other update, two each', kept: (update: number) => 2 * (update % 2), fault: 39 },
    {
      name: 'that every update does from a later one on',
      kept: (update: number) => +(update >= 100),
      fault: 119,
    },
    { name: 'that twenty updates keep', kept: (update: number) => +(update < 20), fault: undefined },
    { name: 'that the first update makes', kept: (update: number) => 50 * +(update === 0), fault: undefined },
    { name: 'that a later one makes', kept: (update: number) => 50 * +(update === 100), fault: undefined },
    {
      name: 'that an update makes and the next one frees',
      kept: (update: number) => (update % 2 === 0 ? 1 : -1),
      fault: undefined,
    },
  ])('$name: $fault', async ({ kept, fault }) => {
    const tensors: tf.Tensor[] = [];
    let update = 0;
    const [phase] = trainerOf(() => {
      for (let i = 0; i < kept(update); i++) tensors.push(tf.zeros([1]));
      if (kept(update) < 0) tensors.pop()!.dispose();
    }).phases;
    const got = await faultOf(() => {
      for (; update < 200; update++) phase!.step(BATCH, PROGRESS);
    });
    tf.dispose(tensors);
    expect({ update, got }).toEqual(
      fault === undefined
        ? { update: 200, got: undefined }
        : { update: fault, got: expect.stringContaining('updates of phase "network"') as unknown },
    );
  });

  test('of the images that a batch gathers are its own', async () => {
    const gathered: tf.Tensor[] = [];
    const batch = {
      get x() {
        gathered.push(tf.zeros([1, 5]));
        return gathered.at(-1) as tf.Tensor2D;
      },
    } as Batch;
    const [phase] = trainerOf((each) => void each.x.shape).phases;
    expect(
      await faultOf(() => {
        for (let i = 0; i < 50; i++) phase!.step(batch, PROGRESS);
      }),
    ).toBeUndefined();
    tf.dispose(gathered);
  });
});

describe('ambient randomness', () => {
  const { now } = Date;
  const { now: timer } = performance;
  watchAmbientSources();
  const takenLater = { now: Date.now };

  test.each<{ name: string; draw: () => unknown; got?: string }>([
    { name: 'Math.random', draw: () => Math.random() },
    { name: 'Math.random', draw: () => tf.randomNormal([1]) },
    { name: 'Math.random', draw: () => tf.randomUniform([1]) },
    { name: 'crypto.randomBytes', draw: () => crypto.randomBytes(4) },
    { name: 'crypto.randomBytes', draw: () => randomBytes(4) },
    { name: 'crypto.randomInt', draw: () => randomInt(4) },
    { name: 'crypto.randomUUID', draw: () => randomUUID() },
    { name: 'globalThis.crypto.randomUUID', draw: () => globalThis.crypto.randomUUID() },
    {
      name: 'globalThis.crypto.getRandomValues',
      draw: () => globalThis.crypto.getRandomValues(new Uint8Array(1)),
    },
    { name: 'Date.now', draw: () => Date.now() },
    { name: 'Date.now', draw: () => takenLater.now() },
    { name: 'new Date()', draw: () => new Date() },
    { name: 'Date', draw: () => Date() },
    { name: 'performance.now', draw: () => performance.now() },
    { name: 'process.hrtime', draw: () => process.hrtime() },
    { name: 'process.hrtime.bigint', draw: () => process.hrtime.bigint() },
  ])('$name is refused in a step, caught or not', async ({ name, draw }) => {
    const heedless = (): void => {
      try {
        draw();
      } catch {
        // As a rule may do.
      }
    };
    for (const step of [() => void draw(), heedless]) {
      const [phase] = trainerOf(step).phases;
      expect(await faultOf(() => phase!.step(BATCH, PROGRESS))).toMatch(
        new RegExp(`^${name.replace(/[().]/g, '\\$&')} in \`step\` of phase "network"`),
      );
    }
    // Outside of rules it is what it was.
    expect(draw).not.toThrow();
  });

  test.each<{ name: string; trainer: () => unknown }>([
    {
      name: '`begin`',
      trainer: () => trainerOf(() => {}, { begin: () => void Date.now() }).phases[0]!.begin!({} as never),
    },
    { name: '`end`', trainer: () => trainerOf(() => {}, { end: () => void Date.now() }).phases[0]!.end!() },
    {
      name: '`create`',
      trainer: () => guardTrainer(() => Date.now() as never, ARCHITECTURE, ruleCode('my-rule')),
    },
    {
      name: '`logits`',
      trainer: () =>
        guardModel({ ...model, logits: () => Date.now() as never }, ARCHITECTURE, ruleCode('my-rule')).logits(
          tf.zeros([1, 5]),
        ),
    },
  ])('is refused in $name', async ({ name, trainer }) => {
    expect(await faultOf(trainer)).toContain(`Date.now in ${name}`);
  });

  test.each<{ name: string; harmless: () => unknown }>([
    { name: 'draws from streams', harmless: () => createStreams(0).stream('x').permutation(10) },
    { name: 'a date that is given', harmless: () => new Date(0).toISOString() },
    { name: 'the clock that TensorFlow.js reads for itself', harmless: () => tf.util.now() },
    { name: 'a seed for TensorFlow.js', harmless: () => tf.randomUniform([1], 0, 1, 'float32', 7).dispose() },
    { name: 'a digest', harmless: () => createHash('sha256').update('x').digest('hex') },
  ])('$name are none', async ({ harmless }) => {
    const [phase] = trainerOf(() => void harmless()).phases;
    expect(await faultOf(() => phase!.step(BATCH, PROGRESS))).toBeUndefined();
  });

  test('dates are dates as before', () => {
    expect(new Date(0)).toBeInstanceOf(Date);
    expect(Date.UTC(2000, 0)).toBe(946_684_800_000);
    expect(typeof now()).toBe('number');
    expect(timer.call(performance)).toBeGreaterThan(0);
  });
});

describe('global state', () => {
  const { random } = Math;
  const { now } = performance;
  const { Date: date } = globalThis;
  const directory = process.cwd();
  afterEach(() => {
    Math.random = random;
    performance.now = now;
    globalThis.Date = date;
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
    { change: () => (performance.now = () => 0), got: 'another value of performance.now' },
    { change: () => (globalThis.Date = class extends date {} as never), got: 'another value of Date' },
    { change: () => tf.env().set('DEBUG', true), got: "another value of TensorFlow.js's debug mode" },
  ])('$got', async ({ change, got }) => {
    const check = watchGlobalState('my-rule');
    change();
    expect(await faultOf(check)).toBe(got);
  });
});
