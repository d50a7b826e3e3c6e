// @own-process: it changes and watches what a process shares: sources of chance, the clock, the working directory.
import { createStreams, type Batch, type Model, type Phase, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import crypto, { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { watchGlobalState } from '../src/run/global-state.ts';
import { watchAmbientSources } from '../src/run/guard/ambient.ts';
import { guardModel } from '../src/run/guard/model.ts';
import { ruleCode } from '../src/run/guard/rule-code.ts';
import { guardTrainer } from '../src/run/guard/trainer.ts';
import { ARCHITECTURE, faultOf, myModel } from './my-rule.ts';

beforeAll(async () => {
  await openEngine();
});

let model: Model;
beforeEach(() => {
  model = myModel();
});
afterEach(() => model.dispose());

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
