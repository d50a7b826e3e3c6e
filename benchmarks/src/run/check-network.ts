import { HebbenchError, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Checks a rule's network: the shapes of what it computes, and that its weights and scores are finite.
 * @param rule - the rule's name, for the complaint
 * @throws {@link HebbenchError} `RULE_FAULT`
 */
export function checkNetwork(model: Model, rule: string): void {
  for (const { name, tensor } of model.weights()) {
    if (!isFinite(tensor)) throw notFinite(rule, 'weights', `NaN or infinite values in ${name}`);
  }
  const { inputs, hidden, classes } = model.architecture;
  tf.tidy(() => {
    const x = tf.ones<tf.Rank.R2>([2, inputs]);
    const activity = model.hidden(x);
    if (activity.length !== hidden.length)
      throw wrongShape(rule, `${activity.length} hidden layers`, String(hidden.length));
    activity.forEach((layer, i) => checkShape(rule, `activity of hidden layer ${i + 1}`, layer, hidden[i]!));
    const logits = model.logits(x);
    checkShape(rule, 'logits', logits, classes);
    if (!isFinite(logits)) throw notFinite(rule, 'logits', 'NaN or infinite logits of a white image');
  });
}

function isFinite(tensor: tf.Tensor): boolean {
  return tf.tidy(() => tf.all(tf.isFinite(tensor)).dataSync()[0] === 1);
}

function checkShape(rule: string, what: string, { shape }: tf.Tensor, width: number): void {
  if (shape.length === 2 && shape[0] === 2 && shape[1] === width) return;
  throw wrongShape(rule, `${what} of shape [${shape.join(', ')}] for 2 images`, `[2, ${width}]`);
}

function notFinite(rule: string, what: string, got: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', `The rule "${rule}" left ${what} that are not numbers.`, {
    got,
    expected: `finite ${what}`,
    fix: 'lower its learning rates',
  });
}

function wrongShape(rule: string, got: string, expected: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', `The network of the rule "${rule}" has the wrong shape.`, {
    got,
    expected,
    fix: 'make it as the architecture says; the conformance suite of @hebbench/testkit finds where',
  });
}
