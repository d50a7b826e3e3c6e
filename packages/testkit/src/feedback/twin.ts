import { expectMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import { crossEntropy, networkWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import type { FeedbackExample } from './example.ts';

/** Errors of one sample's currents: of each hidden layer, from the derivatives of its activation and the output's error. */
export type HiddenErrors = (
  slopes: readonly (readonly number[])[],
  outputError: readonly number[],
  feedback: readonly Matrix[],
) => number[][];

/** `row · matrix` */
export function rowTimes(row: readonly number[], matrix: Matrix): number[] {
  return matrix[0]!.map((_, j) => row.reduce((sum, each, i) => sum + each * matrix[i]![j]!, 0));
}

/**
 * Expects an update to be the one that plain loops give: activity of a layer times the error of the next.
 * @param got - of each kernel, then of the output's bias
 * @param hiddenErrors - the rule's equation, for one sample
 */
export function expectFeedbackUpdate(
  got: readonly tf.Tensor[],
  { model, feedback, x, labels }: FeedbackExample,
  hiddenErrors: HiddenErrors,
): void {
  const kernels = [...model.kernels, model.outputKernel].map(toMatrix);
  const matrices = feedback.map(toMatrix);
  const rows = toMatrix(x);
  const bias = [...model.outputBias.dataSync()];
  const expected = kernels.map((kernel) => kernel.map((row) => row.map(() => 0)));
  const expectedBias = bias.map(() => 0);
  rows.forEach((row, n) => {
    const inputs = [[...row]];
    const slopes: number[][] = [];
    kernels.slice(0, -1).forEach((kernel) => {
      const { z, slope } = activity(rowTimes(inputs.at(-1)!, kernel), model.architecture.nonnegative);
      inputs.push(z);
      slopes.push(slope);
    });
    const logits = rowTimes(inputs.at(-1)!, kernels.at(-1)!).map((each, k) => each + bias[k]!);
    const e = softmax(logits).map((p, k) => (p - (k === labels[n] ? 1 : 0)) / rows.length);
    [...hiddenErrors(slopes, e, matrices), e].forEach((delta, layer) =>
      inputs[layer]!.forEach((xi, i) => delta.forEach((each, j) => (expected[layer]![i]![j]! += xi * each))),
    );
    e.forEach((each, k) => (expectedBias[k]! += each));
  });
  // Samples of different classes may cancel: what is left of their sum is rounding.
  const scaleOf = (matrix: Matrix): number =>
    matrix.flat().reduce((max, each) => Math.max(max, Math.abs(each)), 0.01);
  expected.forEach((matrix, layer) => expectMatrix(got[layer] as tf.Tensor2D, matrix, 1e-3, scaleOf(matrix)));
  expectMatrix(asMatrix(got.at(-1)!), [expectedBias], 1e-3, scaleOf([expectedBias]));
}

/** Expects updates of the last weights of a network to be the gradients of its cross-entropy. */
export function expectLastGradients(
  got: readonly tf.Tensor[],
  { model, x, target }: Pick<FeedbackExample, 'model' | 'x' | 'target'>,
): void {
  const weights = networkWeights(model).slice(-got.length);
  const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), target), weights);
  weights.forEach(({ name }, i) => {
    const expected = toMatrix(asMatrix(grads[name]!));
    // A unit alone above the mean has a constant activity: its gradient is what rounding leaves.
    const scale = expected.flat().reduce((max, each) => Math.max(max, Math.abs(each)), 0.1);
    expectMatrix(asMatrix(got[i]!), expected, 1e-4, scale);
  });
}

function asMatrix(tensor: tf.Tensor): tf.Tensor2D {
  return tf.reshape(tensor, [-1, tensor.shape.at(-1)!]);
}

/** One sample's activity of a layer, and its derivative with the mean and maximum of equation (6) held constant. */
function activity(currents: readonly number[], nonnegative: boolean): { z: number[]; slope: number[] } {
  if (!nonnegative)
    return {
      z: currents.map((y) => Math.max(0, y)),
      slope: currents.map((y) => (y > 0 ? 1 : 0)),
    };
  const mean = currents.reduce((sum, y) => sum + Math.abs(y), 0) / currents.length;
  const excess = currents.map((y) => Math.max(0, Math.abs(y) - mean));
  const top = Math.max(...excess);
  return {
    z: excess.map((each) => each / top),
    slope: currents.map((y, i) => (excess[i]! > 0 ? Math.sign(y) / top : 0)),
  };
}

function softmax(logits: readonly number[]): number[] {
  const total = logits.reduce((sum, each) => sum + Math.exp(each), 0);
  return logits.map((each) => Math.exp(each) / total);
}
