import { WEIGHT_KINDS, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { isFiniteTensor } from './guard/finite.ts';
import { countTensors } from './guard/leaks.ts';
import { guardModel } from './guard/model.ts';
import { ruleCode, type RuleCode } from './guard/rule-code.ts';

/**
 * Checks a rule's network on small batches: its weights, the shapes and values of what it computes, that it keeps no
 * tensor of a call, and that a row of a batch does not change with the others.
 * @param rule - the rule's name, for the complaint
 * @throws {@link HebbenchError} `RULE_FAULT`; `DIVERGED` for weights or outputs that are not finite
 */
export function checkNetwork(model: Model, rule: string): void {
  const code = ruleCode(rule);
  const guarded = guardModel(model, model.architecture, code);
  checkWeights(guarded, code);
  tf.tidy(() => {
    const { inputs, hidden } = model.architecture;
    const white = tf.ones<tf.Rank.R2>([2, inputs]);
    guarded.logits(white);
    const activity = guarded.hidden(white);
    hidden.forEach((_, i) => guarded.activity(i === 0 ? white : activity[i - 1]!, i + 1, i));
    checkKept('`logits`', () => guarded.logits(white), code);
    checkKept('`hidden`', () => guarded.hidden(white), code);
    checkKept('`activity`', () => guarded.activity(white, hidden.length), code);
    checkRows(guarded, code);
  });
}

const KINDS: ReadonlySet<unknown> = new Set(WEIGHT_KINDS);

function checkWeights(model: Model, code: RuleCode): void {
  const weights: readonly unknown[] = model.weights();
  const names = new Set<unknown>();
  for (const each of weights) {
    const { name, kind, layer, tensor } = (each ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || name === '') throw code.fault(`a weight named ${String(name)}`, 'a name');
    if (names.has(name)) throw code.fault(`two weights named "${name}"`, 'a name of its own for each');
    names.add(name);
    if (!KINDS.has(kind))
      throw code.fault(`weight "${name}" of kind ${String(kind)}`, `one of ${[...KINDS].join(', ')}`);
    if (layer !== 'hidden' && layer !== 'output')
      throw code.fault(`weight "${name}" of layer ${String(layer)}`, 'hidden or output');
    if (!(tensor instanceof tf.Variable))
      throw code.fault(`weight "${name}" whose tensor is no variable`, 'a tf.Variable');
    if (tensor.isDisposed) throw code.fault(`weight "${name}" that is disposed`, 'a variable that is there');
    const rank = kind === 'kernel' ? 2 : 1;
    if (tensor.shape.length !== rank)
      throw code.fault(
        `${String(kind)} "${name}" of shape [${tensor.shape.join(', ')}]`,
        `${rank} dimensions`,
      );
    if (isFiniteTensor(tensor)) continue;
    throw code.diverged(
      `NaN or infinite values in ${name}`,
      'finite weights',
      'lower the learning rates of the rule',
    );
  }
}

const CALLS = 4;

/** What a call makes once it may keep; what two of the next three keep is lost. */
function checkKept(where: string, call: () => tf.Tensor | readonly tf.Tensor[], code: RuleCode): void {
  let rises = 0;
  for (let i = 0; i < CALLS; i++) {
    const before = countTensors();
    tf.dispose(call() as tf.TensorContainer);
    if (i > 0 && countTensors() > before) rises++;
  }
  if (rises < 2) return;
  throw code.fault(
    `tensors left behind by ${rises} of ${CALLS} calls of ${where}`,
    'none but what it returns',
    'make no variable there, and keep no tensor',
  );
}

/** Rows of the batch on which {@link checkRows} looks. */
const ROWS = 3;

/** How far logits may differ with the batch, as a part of the largest one: rounding is far below, another row above. */
const TOLERANCE = 1e-2;

/** Each row of the logits depends on its own image alone: an attack on a batch would attack no single image. */
function checkRows(model: Model, code: RuleCode): void {
  const { inputs, classes } = model.architecture;
  const images = Array.from({ length: ROWS }, (_, row) =>
    Float32Array.from({ length: inputs }, (_value, i) => ((37 * i + 101 * row) % 256) / 255),
  );
  const batch = new Float32Array(ROWS * inputs);
  images.forEach((image, row) => batch.set(image, row * inputs));
  const together = model.logits(tf.tensor2d(batch, [ROWS, inputs])).dataSync<'float32'>();
  const largest = together.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  images.forEach((image, row) => {
    const alone = model.logits(tf.tensor2d(image, [1, inputs])).dataSync<'float32'>();
    const differs = alone.some(
      (value, i) => Math.abs(value - together[row * classes + i]!) > TOLERANCE * largest,
    );
    if (!differs) return;
    throw code.fault(
      'other logits for an image alone than for the same one among others',
      'rows that do not depend on each other',
      'normalise over units, not over images',
    );
  });
}
