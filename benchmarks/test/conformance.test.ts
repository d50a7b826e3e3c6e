import { createStreams, type Architecture, type LearningRule, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { train } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CHECKS,
  copyWeights,
  createTrainer,
  trainTrial,
  type CheckName,
} from '../../packages/testkit/src/index.ts';
import good from '../../packages/rule-backprop/src/index.ts';
import control from '../../packages/rule-random-features/src/index.ts';
import { withClasses } from './with-classes.ts';

const README = new URL('../../packages/testkit/README.md', import.meta.url);
const SETTINGS = { hyperparameters: {}, budget: { hiddenEpochs: 1, headEpochs: 1 } };

beforeAll(async () => {
  await openEngine();
});

afterEach(() => void vi.unstubAllEnvs());

/** A good rule with a changed trainer. */
function changed(change: (trainer: Trainer) => Partial<Trainer>): LearningRule {
  const rule = good as unknown as LearningRule;
  return {
    ...rule,
    create(setup) {
      const trainer = rule.create(setup);
      return { ...trainer, ...change(trainer) };
    },
  };
}

/** A good rule whose every step does something more. */
function withStep(more: (trainer: Trainer) => void): LearningRule {
  return changed((trainer) => ({
    phases: trainer.phases.map((phase) => ({
      ...phase,
      step: (...args: Parameters<typeof phase.step>) => {
        phase.step(...args);
        more(trainer);
      },
    })),
  }));
}

function withLogits(logits: (trainer: Trainer, x: tf.Tensor2D) => tf.Tensor2D): LearningRule {
  return changed((trainer) => ({
    model: { ...trainer.model, logits: (x: tf.Tensor2D) => logits(trainer, x) },
  }));
}

/** A good rule with a threshold that its steps raise and its checkpoints keep, but that is no weight of its model. */
function withThreshold(): LearningRule {
  return changed((trainer) => {
    const threshold = tf.tidy(() => tf.variable(tf.scalar(0)));
    const { model } = trainer;
    return {
      variables: { ...trainer.variables, threshold },
      model: { ...model, logits: (x: tf.Tensor2D) => tf.tidy(() => tf.sub(model.logits(x), threshold)) },
      phases: trainer.phases.map((phase) => ({
        ...phase,
        step: (...args: Parameters<typeof phase.step>) => {
          phase.step(...args);
          tf.tidy(() => threshold.assign(tf.add(threshold, 0.5)));
        },
      })),
      dispose: () => {
        trainer.dispose();
        threshold.dispose();
      },
    };
  });
}

function assign(trainer: Trainer, value: number): void {
  const [first] = Object.values(trainer.variables);
  const values = tf.fill(first!.shape, value);
  first!.assign(values);
  values.dispose();
}

const broken: Partial<Record<CheckName, LearningRule>> = {
  'presets are valid': { ...(good as unknown as LearningRule), citation: ' ' },
  'shapes follow the architecture': withLogits(({ model }, x) =>
    tf.concat([model.logits(x), model.logits(x)], 1),
  ),
  'weights ≥ 0 after every step with the constraint': withStep((trainer) => assign(trainer, -1)),
  'rows of a batch are independent': withLogits(({ model }, x) => {
    const logits = model.logits(x);
    return tf.sub(logits, tf.mul(x.shape[0], tf.onesLike(logits)));
  }),
  'everything is finite for any image': withLogits(({ model }, x) =>
    tf.div(model.logits(x), tf.zerosLike(x).sum()),
  ),
  'weights restore the network': withThreshold(),
  'training changes every kernel': changed(() => ({ phases: [] })),
  'tensors are freed': withStep(() => tf.zeros([1])),
};

test('the README says what each check does', () => {
  const table = [...readFileSync(README, 'utf8').matchAll(/^\| ([^|]+?) +\| [^|]+\| [^|]+\|$/gm)].map(
    ([, name]) => name,
  );
  expect(table.slice(1).filter((name) => !name!.startsWith(':') && !name!.startsWith('-'))).toEqual(
    Object.keys(CHECKS),
  );
});

test.each(Object.keys(broken) as CheckName[])('a rule that breaks it fails: %s', async (name) => {
  await CHECKS[name](good as unknown as LearningRule, SETTINGS);
  await expect((async () => CHECKS[name](broken[name]!, SETTINGS))()).rejects.toThrow();
});

describe('training changes every kernel', () => {
  const check = CHECKS['training changes every kernel'];

  test('of a rule whose steps are small, whatever is drawn', async () => {
    for (const seed of ['1', '2', '3']) {
      vi.stubEnv('HEBBENCH_TEST_SEED', seed);
      await check(good as unknown as LearningRule, { ...SETTINGS, hyperparameters: { learningRate: 1e-6 } });
    }
  });

  test('a kernel that does not is named, with what it would take and how to repeat it', async () => {
    vi.stubEnv('HEBBENCH_TEST_SEED', '7');
    const started = changed((trainer) => {
      assign(trainer, 1);
      return { phases: trainer.phases.map((phase) => ({ ...phase, step: () => {} })) };
    });
    const error: unknown = await Promise.resolve(check(started, SETTINGS)).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/hidden-1\/kernel with the constraint: no weight changed in \d trials/);
    expect(String(error)).toContain('need steps above 6.0e-8');
    expect(String(error)).toContain('HEBBENCH_TEST_SEED=7');
  });
});

describe('trials', () => {
  test('are the same each time, unless another seed is asked for', async () => {
    const drawn = async (): Promise<string[]> => {
      const seen: string[] = [];
      const watching = {
        ...(good as unknown as LearningRule),
        unsupported: (architecture: Architecture) => {
          seen.push(JSON.stringify(architecture));
          return undefined;
        },
      };
      await CHECKS['logits are deterministic'](watching, SETTINGS);
      return seen;
    };
    const usual = await drawn();
    expect(await drawn()).toEqual(usual);
    vi.stubEnv('HEBBENCH_TEST_SEED', '2');
    expect(await drawn()).not.toEqual(usual);
  });

  test('that fail say how to repeat them', async () => {
    vi.stubEnv('HEBBENCH_TEST_SEED', '12');
    const name = 'rows of a batch are independent';
    await expect((async () => CHECKS[name](broken[name]!, SETTINGS))()).rejects.toThrow(
      /Counterexample[^]*HEBBENCH_TEST_SEED=12/,
    );
  });

  test.each(['one', '-1', '1.5', '99999999999'])('are refused of seed %s', async (seed) => {
    vi.stubEnv('HEBBENCH_TEST_SEED', seed);
    const name = 'logits are deterministic';
    await expect((async () => CHECKS[name](good as unknown as LearningRule, SETTINGS))()).rejects.toThrow(
      'HEBBENCH_TEST_SEED is no seed',
    );
  });
});

test('a rule that disposes its batch fails: tensors are freed', async () => {
  const disposing = changed((trainer) => ({
    phases: trainer.phases.map((phase) => ({
      ...phase,
      step: (...args: Parameters<typeof phase.step>) => {
        phase.step(...args);
        args[0].x.dispose();
      },
    })),
  }));
  await expect((async () => CHECKS['tensors are freed'](disposing, SETTINGS))()).rejects.toThrow();
});

test.each<{ name: string; check: CheckName; rule: LearningRule }>([
  {
    name: 'says that it cannot train two layers',
    check: 'logits are deterministic',
    rule: {
      ...(good as unknown as LearningRule),
      unsupported: ({ hidden }) => (hidden.length > 1 ? 'one layer only' : undefined),
      create: (setup) => {
        expect(setup.architecture.hidden).toHaveLength(1);
        return (good as unknown as LearningRule).create(setup);
      },
    },
  },
  {
    name: 'gives its weights other names',
    check: 'training changes every kernel',
    rule: changed(({ model }) => ({
      model: {
        ...model,
        weights: () => model.weights().map((weight, i) => ({ ...weight, name: `w${i}` })),
      },
    })),
  },
])('a rule that $name passes: $check', async ({ check, rule }) => {
  await CHECKS[check](rule, SETTINGS);
});

test('a rule written with classes is trained as the training loop trains it', async () => {
  const architecture = { inputs: 12, hidden: [9], classes: 3, nonnegative: false };
  const split = patternImages(architecture, 40);
  // The control's output layer looks at its activity in `begin`.
  const rule = withClasses(control as unknown as LearningRule);
  const [looped, tried] = [0, 1].map(() => createTrainer(rule, architecture, 0, SETTINGS));
  await train(looped!, { dataset: architecture, split, streams: createStreams(0) });
  await trainTrial(tried!, split, 0);
  expect(copyWeights(tried!)).toEqual(copyWeights(looped!));
  tried!.dispose();
  looped!.dispose();
});
