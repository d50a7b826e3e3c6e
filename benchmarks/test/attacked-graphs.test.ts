import { crossEntropyLoss, fgsm, inputGradient, pgd } from '@hebbench/attacks';
import { createStreams, type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import { createNetwork, normalisedRelu, relu } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  attackOn,
  hasNormalisation,
  probabilities,
  withConstantsOfCleanImage,
  withDetachedConstants,
  type GraphOf,
} from '../src/suites/figure4/attacked-graphs.ts';
import { trainHead } from '../src/suites/figure4/few-shot-head.ts';

beforeAll(async () => {
  await openEngine();
});

function network(normalised: boolean, hidden: readonly number[] = [20, 15]): Model {
  return createNetwork({
    architecture: { inputs: 12, hidden: [...hidden], classes: 4, nonnegative: true },
    activation: normalised ? normalisedRelu : relu,
    hidden: { kind: 'half-normal', sd: 1 },
    output: { kind: 'normal', sd: 1 },
    streams: createStreams(2),
  });
}

const rows = (seed: number): number[][] => randomMatrix(5, 12, createStreams(seed).stream('x'), 0, 1);
const LABELS = [0, 1, 2, 3, 0];

/** Runs a check on a network and its images, and frees everything. */
function withNetwork(
  normalised: boolean,
  check: (model: Model, x: tf.Tensor2D, labels: tf.Tensor1D) => void,
): void {
  const model = network(normalised);
  tf.tidy(() => {
    check(model, tf.tensor2d(rows(1)), tf.tensor1d(LABELS, 'int32'));
  });
  model.dispose();
}

const differ = (a: tf.Tensor, b: tf.Tensor): number => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

describe('the graphs that attacks may have differentiated', () => {
  const GRAPHS: readonly { readonly name: string; readonly graphOf: GraphOf }[] = [
    { name: 'constants without gradient', graphOf: withDetachedConstants },
    { name: 'constants of the clean image', graphOf: withConstantsOfCleanImage },
  ];

  test.each(GRAPHS)(
    'with $name have the values of the network at the clean image, and another gradient',
    ({ graphOf }) => {
      withNetwork(true, (model, x, labels) => {
        const graph = graphOf(model, x);
        expectMatrix(graph.logits(x), model.logits(x).arraySync(), 1e-4, 1);
        const [own, other] = [model, graph].map((each) => inputGradient(each, x, labels, crossEntropyLoss));
        expect(differ(own!, other!)).toBeGreaterThan(1e-3);
      });
    },
  );

  test('with constants without gradient follow the network elsewhere too; with those of the clean image do not', () => {
    withNetwork(true, (model, x) => {
      const moved = tf.tensor2d(rows(2));
      expectMatrix(withDetachedConstants(model, x).logits(moved), model.logits(moved).arraySync(), 1e-4, 1);
      expect(differ(withConstantsOfCleanImage(model, x).logits(moved), model.logits(moved))).toBeGreaterThan(
        1e-3,
      );
    });
  });

  test('with constants of the clean image have the gradient of that function', () => {
    withNetwork(true, (model, x, labels) => {
      const graph = withConstantsOfCleanImage(model, x);
      const gradient = inputGradient(graph, x, labels, crossEntropyLoss);
      const along = tf.tensor2d(randomMatrix(5, 12, createStreams(3).stream('direction'), -1, 1));
      const lossAt = (step: number): tf.Tensor =>
        crossEntropyLoss(graph.logits(tf.add(x, tf.mul(along, step)) as tf.Tensor2D), labels);
      const quotient = tf.div(tf.sub(lossAt(1e-3), lossAt(-1e-3)), 2e-3);
      const derivative = tf.sum(tf.mul(gradient, along), 1);
      expect(differ(quotient, derivative)).toBeLessThan(
        0.05 * (1 + tf.max(tf.abs(derivative)).dataSync()[0]!),
      );
    });
  });

  test('of probabilities are the softmax of the logits', () => {
    withNetwork(true, (model, x) => {
      expectMatrix(
        probabilities(model, x).logits(x),
        tf.softmax(model.logits(x)).arraySync() as number[][],
        1e-5,
        1,
      );
    });
  });

  test('are made of a network that is an instance of a class, too', () => {
    withNetwork(true, (model, x) => {
      // Methods that a spread does not see.
      const instance = Object.create(model) as Model;
      for (const graphOf of [probabilities, withDetachedConstants]) {
        const graph = graphOf(instance, x);
        expect(differ(graph.logits(x), graphOf(model, x).logits(x))).toBe(0);
        expect(graph.weights()).toHaveLength(model.weights().length);
      }
    });
  });

  test('equation (6) is recognised where it is, and only there', () => {
    withNetwork(true, (model, x) => expect(hasNormalisation(model, x)).toBe(true));
    withNetwork(false, (model, x) => expect(hasNormalisation(model, x)).toBe(false));
    withNetwork(true, (model, x) => {
      const weights = model.weights();
      const bias = { name: 'hidden-1/bias', kind: 'bias', layer: 'hidden', tensor: tf.zeros([1]) } as const;
      const biased: Model = Object.assign(Object.create(model) as Model, {
        weights: () => [...weights, bias],
      });
      expect(hasNormalisation(biased, x)).toBe(false);
      const headless: Model = Object.assign(Object.create(model) as Model, {
        weights: () => weights.filter(({ layer }) => layer === 'hidden'),
      });
      expect(hasNormalisation(headless, x)).toBe(false);
    });
  });

  test.each([fgsm(), pgd({ loss: crossEntropyLoss, steps: 5 })])(
    '$name on one of them stays in the ball and leaves no tensor',
    (attack) => {
      withNetwork(true, (model, x, labels) => {
        const context = { model, x, labels, epsilon: 0.1, stream: createStreams(0).stream('attack') };
        const before = tf.memory().numTensors;
        const changed = attackOn(withConstantsOfCleanImage, attack).perturb(context);
        expect(tf.memory().numTensors).toBe(before + 1);
        expect(differ(changed, x)).toBeLessThanOrEqual(0.1 + 1e-6);
        expect(differ(changed, x)).toBeGreaterThan(0.09);
      });
    },
  );
});

test('an output layer on unscaled activity learns by other steps', () => {
  const train = (scaled: boolean): number =>
    tf.tidy(() => {
      // Classes that are easy to tell apart, in activity that is small.
      const activity = tf.mul(tf.oneHot(tf.tensor1d([0, 1, 2, 3], 'int32'), 4), 1e-4) as tf.Tensor2D;
      return trainHead({
        activity,
        labels: Uint8Array.of(0, 1, 2, 3),
        classes: 4,
        nonnegative: true,
        updates: 100,
        scaled,
        streams: createStreams(0),
        testActivity: activity,
        testLabels: Uint8Array.of(0, 1, 2, 3),
      });
    });
  expect(train(true)).toBe(100);
  const before = tf.memory().numTensors;
  train(false);
  expect(tf.memory().numTensors).toBe(before);
});
