import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials, unitRows, type Trial } from '../arbitraries.ts';
import { expectValues } from '@hebbench/fixtures';
import { restoreWeights, saveWeights } from '@hebbench/nn';
import { createTrainer, type TrialSettings } from '../training.ts';
import { hiddenWidths, type LearningRule, type Model } from '@hebbench/core';
import { onNetworks, runs, type Check } from './check.ts';

/** Hidden activity and logits have the shapes that the architecture says, and agree with each other. */
export const shapesFollowTheArchitecture: Check = onTrainedModels((model, rows) => {
  const { classes } = model.architecture;
  const widths = hiddenWidths(model.architecture);
  tf.tidy(() => {
    const x = tf.tensor2d(rows);
    const layers = model.hidden(x);
    expect(model.logits(x).shape).toEqual([rows.length, classes]);
    const last = model.logitsFromActivity?.(model.activity(x, widths.length));
    if (last) expect([...last.dataSync()]).toEqual([...model.logits(x).dataSync()]);
    expect(layers.map(({ shape }) => shape)).toEqual(widths.map((width) => [rows.length, width]));
    layers.forEach((layer, i) => {
      expectClose(model.activity(x, i + 1), layer);
      expectClose(model.activity(layers[i - 1] ?? x, i + 1, i), layer);
    });
  });
  const names = model.weights().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

/** The same images give the same logits, bit for bit. */
export const logitsAreDeterministic: Check = onTrainedModels((model, rows) => {
  expect(logits(model, rows)).toEqual(logits(model, rows));
});

/** A batch gives each image the logits that it gets alone. */
export const rowsAreIndependent: Check = onTrainedModels((model, rows) => {
  const alone = rows.flatMap((row) => logits(model, [row]));
  expectCloseValues(logits(model, rows), alone);
});

/** Logits and hidden activity are finite for any image in [0, 1]ⁿ, all-zero and all-one ones among them. */
export const everythingIsFinite: Check = onTrainedModels((model, rows) => {
  tf.tidy(() => {
    const x = tf.tensor2d(rows);
    for (const tensor of [
      model.logits(x),
      ...model.hidden(x),
      ...model.weights().map((weight) => weight.tensor),
    ]) {
      expect([...tensor.dataSync()].every(Number.isFinite)).toBe(true);
    }
  });
});

/** The gradient of the logits in the image exists and is finite: attacks need it. */
export const logitsAreDifferentiable: Check = onTrainedModels((model, rows) => {
  const gradient = tf.tidy(() =>
    tf
      .grad((x: tf.Tensor) => tf.sum(model.logits(x as tf.Tensor2D)))(tf.tensor2d(rows))
      .dataSync<'float32'>(),
  );
  expect(gradient).toHaveLength(rows.length * model.architecture.inputs);
  expect(gradient.every(Number.isFinite)).toBe(true);
});

/** A new network of another seed that is given the weights, as a store of trained networks does, is the same network. */
export const weightsRestoreTheNetwork: Check = onTrainedModels(
  (model, rows, { architecture, seed }, { rule, settings }) => {
    const restored = createTrainer(rule, architecture, seed + 1, settings);
    restoreWeights(restored.model, saveWeights(model));
    expect(logits(restored.model, rows), 'logits of the restored network').toEqual(logits(model, rows));
    expect(activity(restored.model, rows), 'activity of the restored network').toEqual(activity(model, rows));
    restored.dispose();
  },
);

/** How the model's rule is set up. */
interface SetUp {
  readonly rule: LearningRule;
  readonly settings: TrialSettings;
}

function onTrainedModels(holds: (model: Model, rows: number[][], trial: Trial, setUp: SetUp) => void): Check {
  return onNetworks((rule, settings, networks) => {
    const withRows = trials(settings).chain((trial) =>
      fc.record({ trial: fc.constant(trial), rows: unitRows(trial.architecture.inputs) }),
    );
    return fc.assert(
      fc.asyncProperty(withRows, async ({ trial, rows }: { trial: Trial; rows: number[][] }) => {
        const { trainer } = await networks.trained(trial);
        holds(trainer.model, rows, trial, { rule, settings });
      }),
      runs(settings),
    );
  });
}

function logits(model: Model, rows: number[][]): number[] {
  return tf.tidy(() => [...model.logits(tf.tensor2d(rows)).dataSync()]);
}

function activity(model: Model, rows: number[][]): number[][] {
  return tf.tidy(() => model.hidden(tf.tensor2d(rows)).map((layer) => [...layer.dataSync()]));
}

function expectClose(got: tf.Tensor, expected: tf.Tensor): void {
  expectCloseValues([...got.dataSync()], [...expected.dataSync()]);
}

/** Equal up to the order of float32 additions, which may differ between batch sizes. */
function expectCloseValues(got: readonly number[], expected: readonly number[]): void {
  const scale = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  expectValues(got, expected, 1e-4 * scale);
}
