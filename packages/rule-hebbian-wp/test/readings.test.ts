import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { createHiddenForm, createNetwork } from '@hebbench/nn';
import { expectMatrix, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import rule, { hyperparametersSchema, type Hyperparameters } from '../src/index.ts';
import { learningTerms } from '../src/layer-wise.ts';

beforeAll(async () => {
  await openEngine();
});

const ARCHITECTURE = { inputs: 6, hidden: [5], classes: 3, nonnegative: true };

/** `(x − μ)/σ` */
function scores(x: readonly number[]): number[] {
  const mean = x.reduce((sum, each) => sum + each, 0) / x.length;
  const sd = Math.sqrt(x.reduce((sum, each) => sum + (each - mean) ** 2, 0) / x.length);
  return x.map((each) => (each - mean) / sd);
}

const LEARN_FROM = ['activity', 'currents', 'response'] as const;

describe.each(LEARN_FROM)('z of equation (1) from %s', (learnFrom) => {
  test.each(['read', 'normalised'] as const)('and x as %s match their scalar loops', (learnInput) => {
    const options = hyperparametersSchema.parse({ learnFrom, learnInput, normalisation: { at: 'inputs' } });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const streams = createStreams(seed);
        const model = createNetwork({
          architecture: ARCHITECTURE,
          ...createHiddenForm(ARCHITECTURE, options),
          hidden: { kind: 'uniform', low: 0, high: 1 },
          output: { kind: 'uniform', low: 0, high: 1 },
          streams,
        });
        const x = randomMatrix(4, 6, streams.stream('x'), 0);
        const normalised = x.map(scores);
        const w = toMatrix(model.kernels[0]!);
        const z = normalised.map((row) => {
          const currents = w[0]!.map((_, j) => row.reduce((sum, each, i) => sum + each * w[i]![j]!, 0));
          const response = currents.map((y) => Math.max(0, y));
          const activity = response.map((r) => r / (Math.max(...response) + 1e-8));
          return { activity, currents, response }[learnFrom];
        });
        tf.tidy(() => {
          const terms = learningTerms(model, tf.tensor2d(x), 1, options);
          expectMatrix(terms.x, learnInput === 'read' ? x : normalised, 1e-4, 1);
          expectMatrix(terms.z, z, 1e-4, 1);
        });
        model.dispose();
      }),
      { numRuns: 20 },
    );
  });
});

describe('what hidden layers learn under a reading is theirs alone', () => {
  const identity = (changed: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(
      rule.hiddenIdentity!(hyperparametersSchema.parse(changed) as Hyperparameters, ARCHITECTURE),
    );
  const inputs = { normalisation: { at: 'inputs' } };

  test.each([
    { changed: inputs },
    { changed: { normalisation: { at: 'inputs', gain: 'length' } } },
    { changed: { normalisation: { at: 'inputs', lastLayer: 'as-it-is' } } },
    { changed: { normalisation: { at: 'inputs', statistics: 'units' } } },
    { changed: { normalisation: { rescale: 'layer-maximum' } } },
    { changed: { ...inputs, learnInput: 'normalised' } },
    { changed: { ...inputs, learnFrom: 'response' } },
    { changed: { epochsByDepth: 0.5 } },
  ])('$changed', ({ changed }) => {
    const others = [{}, inputs].filter((other) => JSON.stringify(other) !== JSON.stringify(changed));
    for (const other of others) expect(identity(changed)).not.toBe(identity(other));
  });

  test('and what the output layer does is not among it', () => {
    expect(identity({ ...inputs, head: 'wp', perturbs: 'present' })).toBe(identity(inputs));
  });
});

test.each([
  { given: { learnInput: 'normalised' }, says: 'normalisation.at' },
  { given: { learnInput: 'normalised', normalisation: { gain: 'length' } }, says: 'normalisation.at' },
  { given: { normalisation: { at: 'inputs' }, activityThreshold: -1 }, says: 'threshold' },
  { given: { schedule: 'joint', epochsByDepth: 0.5 }, says: 'epochsByDepth' },
  { given: { perturbs: 'present', antithetic: true, perturbationForm: 'rank-one' }, says: 'perturbs' },
])('$given is refused', ({ given, says }) => {
  expect(hyperparametersSchema.safeParse(given).error?.message).toContain(says);
});

test.each([
  { changed: {}, epochs: [8, 8, 8] },
  { changed: { epochsByDepth: 0.5 }, epochs: [8, 4, 2] },
  { changed: { epochsByDepth: 1.5 }, epochs: [8, 12, 18] },
])('hidden layers learn for $epochs epochs with $changed', ({ changed, epochs }) => {
  const trainer = rule.create({
    architecture: { ...ARCHITECTURE, hidden: [5, 5, 5] },
    hyperparameters: hyperparametersSchema.parse(changed) as Hyperparameters,
    budget: { hiddenEpochs: 8, headEpochs: 1 },
    streams: createStreams(0),
  });
  expect(trainer.phases.filter(({ trains }) => trains === 'hidden').map((phase) => phase.epochs)).toEqual(
    epochs,
  );
  trainer.dispose();
});
