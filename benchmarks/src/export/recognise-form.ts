import { HebbenchError, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { plainForward, type HiddenForm, type PlainNetwork } from './plain-network.ts';

/** Largest difference of a logit, as a share of the largest logit, that is rounding. */
const TOLERANCE = 1e-3;

/**
 * Finds out what a model's hidden layers compute. A model shows only its values, so every known form is computed with
 * plain loops and held against its logits: what a manifest then says has been checked.
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
  const found = knownForms(hyperparameters).find((form) =>
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
      'hidden layers with a (power of a) ReLU, or with equation (6), on images as they are or of unit length',
    fix: 'add the form to benchmarks/src/export/recognise-form.ts',
  });
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
