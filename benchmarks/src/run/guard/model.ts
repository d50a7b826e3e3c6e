import { hiddenWidths, type Architecture, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { firstBadRow, isFiniteTensor } from './finite.ts';
import { countTensors, leakWatch } from './leaks.ts';
import type { RuleCode } from './rule-code.ts';

/**
 * A rule's model that checks all that it computes: shape, finite values, tensors left behind. What scores a network, or
 * computes with it, is given this one.
 * @param architecture - what the rule was asked for
 */
export function guardModel(model: Model, architecture: Architecture, code: RuleCode): Model {
  const { classes } = architecture;
  const hidden = hiddenWidths(architecture);
  const layerName = (layer: number): string => `activity of hidden layer ${layer}`;
  const logits = guardOutput(code, '`logits`');
  const layers = guardOutput(code, '`hidden`');
  const activity = guardOutput(code, '`activity`');
  const fromActivity = guardOutput(code, '`logitsFromActivity`');
  return {
    architecture,
    logits: (x) =>
      logits(x, () => [code.call('`logits`', () => model.logits(x))], [
        { name: 'logits', width: classes },
      ])[0]!,
    hidden: (x) =>
      layers(
        x,
        () => code.call('`hidden`', () => model.hidden(x)),
        hidden.map((width, i) => ({ name: layerName(i + 1), width })),
      ),
    activity: (x, layer, from = 0) =>
      activity(x, () => [code.call('`activity`', () => model.activity(x, layer, from))], [
        { name: layerName(layer), width: hidden[layer - 1]! },
      ])[0]!,
    ...(model.logitsFromActivity && {
      logitsFromActivity: (z) =>
        fromActivity(z, () => [code.call('`logitsFromActivity`', () => model.logitsFromActivity!(z))], [
          { name: 'logits', width: classes },
        ])[0]!,
    }),
    ...(model.layers && { layers: model.layers }),
    weights: () => code.call('`weights`', () => model.weights()),
    dispose: () => code.call('`dispose` of its model', () => model.dispose()),
  };
}

/** One of the tensors that a model gives for a batch: `[batch, width]`. */
interface Output {
  readonly name: string;
  readonly width: number;
}

type GuardedOutput = (
  x: tf.Tensor2D,
  compute: () => tf.Tensor2D[],
  expected: readonly Output[],
) => tf.Tensor2D[];

function guardOutput(code: RuleCode, where: string): GuardedOutput {
  const checkLeaks = leakWatch(code, `calls of ${where}`);
  return (x, compute, expected) => {
    const before = countTensors();
    // What it does not keep on purpose is freed here; tensors that a gradient needs are kept by TensorFlow.js.
    const found = tf.tidy(() => checkList(compute(), expected.length, code));
    if (tf.engine().state.gradientDepth === 0)
      checkLeaks(Math.max(0, countTensors() - before - found.length));
    if (x.isDisposed) throw code.fault(`images that are disposed by ${where}`, 'images as they were');
    expected.forEach((output, i) => checkTensor(code, output, found[i]!, x.shape[0]));
    return found;
  };
}

function checkList(found: unknown, count: number, code: RuleCode): tf.Tensor2D[] {
  if (!Array.isArray(found)) throw code.fault(`hidden activity of type ${typeof found}`, 'a list of tensors');
  if (found.length === count) return found as tf.Tensor2D[];
  throw code.fault(`activity of ${found.length} hidden layers`, String(count));
}

function checkTensor(code: RuleCode, { name, width }: Output, tensor: unknown, rows: number): void {
  const expected = `float32 [${rows}, ${width}], for ${rows} ${rows === 1 ? 'image' : 'images'}`;
  if (!(tensor instanceof tf.Tensor)) throw code.fault(`${name} of type ${typeof tensor}`, expected);
  const { shape, dtype, isDisposed } = tensor;
  if (isDisposed) throw code.fault(`${name} that are disposed`, expected);
  if (dtype !== 'float32') throw code.fault(`${name} of type ${dtype}`, expected);
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== width)
    throw code.fault(`${name} of shape [${shape.join(', ')}]`, expected);
  if (isFiniteTensor(tensor)) return;
  throw code.diverged(
    `NaN or infinite ${name}, first for image ${firstBadRow(tensor) + 1} of ${rows}`,
    `finite ${name}`,
    'lower its learning rates, or divide by nothing that can be 0',
  );
}
