import { HebbenchError, type Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { formOfWords, type HiddenForm } from './plain-forms.ts';
import { plainForward, type PlainNetwork } from './plain-network.ts';

/** Largest difference of a logit, as a share of the largest logit, that is rounding. */
const TOLERANCE = 1e-3;

/**
 * What each hidden layer of a model computes: what the model says of itself, or, of one that says nothing, the first known
 * form that fits, one for all layers. It is computed with plain loops and held against the logits: what a manifest then says has been checked.
 * @param images - a few images, each with values in [0, 1]
 * @throws {@link HebbenchError} `UNSUPPORTED` if no known form gives the model's logits
 */
export function recogniseForms(
  model: Model,
  network: Omit<PlainNetwork, 'forms'>,
  images: readonly Float64Array[],
  hyperparameters: Readonly<Record<string, unknown>>,
): readonly HiddenForm[] {
  const expected = logitsOf(model, images);
  const largest = Math.max(...expected.flat().map(Math.abs));
  const found = candidates(model, network.hidden.length, hyperparameters).find((forms) =>
    images.every((image, n) => {
      const got = plainForward({ ...network, forms }, image);
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

function candidates(
  model: Model,
  layers: number,
  hyperparameters: Readonly<Record<string, unknown>>,
): (readonly HiddenForm[])[] {
  const said = (model.layers ?? []).flatMap(
    ({ form }) => (form && formOfWords(form.input, form.activation)) ?? [],
  );
  const known = knownForms(hyperparameters).map((form) => Array.from({ length: layers }, () => form));
  return said.length === layers ? [said, ...known] : known;
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
