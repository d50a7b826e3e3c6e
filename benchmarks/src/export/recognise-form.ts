import { HebbenchError, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { isDeepStrictEqual } from 'node:util';
import { formOfWords, plainForward, type HiddenForm, type PlainNetwork } from './plain-network.ts';

/** Largest difference of a logit, as a share of the largest logit, that is rounding. */
const TOLERANCE = 1e-3;

/**
 * What a model's hidden layers compute: what the model says of itself, or, of one that says nothing, the first known form
 * that fits. It is computed with plain loops and held against the logits: what a manifest then says has been checked.
 * @param images - a few images, each with values in [0, 1]
 * @throws {@link HebbenchError} `UNSUPPORTED` if no known form gives the model's logits
 */
export function recogniseForm(
  model: Model,
  network: Omit<PlainNetwork, 'form'>,
  images: readonly Float64Array[],
  hyperparameters: Readonly<Record<string, unknown>>,
): HiddenForm {
  const expected = logitsOf(model, images);
  const largest = Math.max(...expected.flat().map(Math.abs));
  const found = candidates(model, hyperparameters).find((form) =>
    images.every((image, n) => {
      const got = plainForward({ ...network, form }, image);
      return got.every((logit, k) => Math.abs(logit - expected[n]![k]!) <= TOLERANCE * largest);
    }),
  );
  if (found) return found;
  throw cannotDescribe('logits that differ from those of every known kind of hidden layer');
}

/** The error for a network that an export has no words for. */
export function cannotDescribe(got: string): HebbenchError {
  return new HebbenchError('UNSUPPORTED', 'The network computes something that an export cannot describe.', {
    got,
    expected:
      'hidden layers with a (power of a) ReLU, a triangle, a softmax or equation (6), on inputs as they are, centred or of unit length',
    fix: 'add the form to benchmarks/src/export/recognise-form.ts',
  });
}

function candidates(model: Model, hyperparameters: Readonly<Record<string, unknown>>): HiddenForm[] {
  const words = model.layers?.map(({ form }) => form && formOfWords(form.input, form.activation)) ?? [];
  const [first] = words;
  const said = first && words.every((each) => isDeepStrictEqual(each, first)) ? [first] : [];
  return [...said, ...knownForms(hyperparameters)];
}

function knownForms({ power }: Readonly<Record<string, unknown>>): HiddenForm[] {
  const powers = typeof power === 'number' && power !== 1 ? [1, power] : [1];
  return (['as-it-is', 'unit-length'] as const).flatMap((input) => [
    { input, activation: 'normalised-relu', power: 1 },
    ...powers.map((each): HiddenForm => ({ input, activation: 'power-relu', power: each })),
  ]);
}

function logitsOf(model: Model, images: readonly Float64Array[]): number[][] {
  return tf.tidy(() => model.logits(tf.tensor2d(images.map((image) => [...image]))).arraySync());
}
