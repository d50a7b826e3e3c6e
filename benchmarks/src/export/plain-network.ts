import type { ImageShape, NamedForm, PoolSpec, Window } from '@hebbench/core';
import { plainPatches, plainPool } from './plain-images.ts';

/** What a hidden layer computes from what its units read, `x`, and its kernel, `W`: `activation(input(x) W)`. */
export interface HiddenForm {
  /**
   * `unit-length`: each row divided by its Euclidean length. `centred`: the same of what is left when its mean is taken
   * from it. `standardised`: `(x − mean) · factor`, by {@link PlainConstants}.
   */
  readonly input: 'as-it-is' | 'unit-length' | 'centred' | 'standardised';
  /**
   * `power-relu`: `relu(y)^power`. `triangle`: `relu(y − mean y)^power`. `softmax`: of `power · y`. `normalised-relu`:
   * `r / (max r + 1e-8)` with `r = relu(|y| − mean |y|)`. Mean and maximum are over the units of one row.
   * `rescaled-relu`: `r = relu(y)`, or of standardised currents, `r = relu((|y| − mean) · factor)`, rescaled.
   */
  readonly activation: 'power-relu' | 'triangle' | 'softmax' | 'normalised-relu' | 'rescaled-relu';
  /** 1 is the plain ReLU or triangle. */
  readonly power: number;
  /** Of `rescaled-relu`: whether its currents are standardised, by {@link PlainConstants}. */
  readonly currents?: 'as-they-are' | 'standardised';
  /**
   * Of `rescaled-relu`: `r / (max r + 1e-8)` over the units of one row, `min(1, r)`, r itself, or `min(1, r / maximum)` by
   * {@link PlainConstants}.
   */
  readonly rescale?: 'maximum' | 'clip' | 'none' | 'layer-maximum' | 'unit-maximum';
}

/**
 * What a layer has measured once, by name: `inputs-mean`, `inputs-factor`, `currents-mean`, `currents-factor`, `maximum`. One
 * number for the whole layer, or one for each value.
 */
export type PlainConstants = Readonly<Record<string, Float32Array>>;

/** A kernel, `[inputs, units]` row by row. */
export interface PlainKernel {
  readonly inputs: number;
  readonly units: number;
  readonly values: Float32Array;
  /** Of the layer. @defaultValue none */
  readonly constants?: PlainConstants;
}

/** Where a convolution looks, and what is pooled of it. */
export interface PlainConvolution {
  /** What the layer reads. */
  readonly image: ImageShape;
  readonly window: Window;
  /** What it makes of it. */
  readonly map: ImageShape;
  readonly pool?: Window & Pick<PoolSpec, 'by'>;
}

/** A network as its numbers alone. */
export interface PlainNetwork {
  readonly hidden: readonly PlainKernel[];
  /** For each hidden layer, nothing if it is dense. @defaultValue all are dense */
  readonly convolutions?: readonly (PlainConvolution | undefined)[];
  readonly output: PlainKernel;
  readonly bias: Float32Array;
  readonly form: HiddenForm;
}

/** The form that a model's own words say, if it is one that is known here. */
export function formOfWords(input: NamedForm, activation: NamedForm): HiddenForm | undefined {
  const { power = 1, threshold = 0, inverseTemperature, currents, rescale } = activation.constants ?? {};
  if (!(input.name in INPUTS) || !(activation.name in ACTIVATIONS) || threshold !== 0) return undefined;
  return {
    input: input.name as HiddenForm['input'],
    activation: activation.name as HiddenForm['activation'],
    power: Number(inverseTemperature ?? power),
    ...(activation.name === 'rescaled-relu' &&
      ({ currents, rescale } as Pick<HiddenForm, 'currents' | 'rescale'>)),
  };
}

/** Logits of one image by plain loops: slow, and without any tensor library. */
export function plainForward(
  { hidden, convolutions, output, bias, form }: PlainNetwork,
  image: Float64Array,
): Float64Array {
  let activity = image;
  hidden.forEach((kernel, i) => {
    const convolution = convolutions?.[i];
    if (!convolution) {
      activity = layerOf(activity, kernel, form);
      return;
    }
    const map = plainPatches(activity, convolution.image, convolution.window).flatMap((patch) => [
      ...layerOf(patch, kernel, form),
    ]);
    activity = Float64Array.from(map);
    if (convolution.pool) activity = plainPool(activity, convolution.map, convolution.pool);
  });
  return product(activity, output).map((logit, k) => logit + bias[k]!);
}

/** What a layer's units make of one row. */
function layerOf(x: Float64Array, kernel: PlainKernel, form: HiddenForm): Float64Array {
  const { constants = {} } = kernel;
  const currents = product(INPUTS[form.input](x, constants), kernel);
  return ACTIVATIONS[form.activation](currents, form, constants);
}

function product(x: Float64Array, { units, values }: PlainKernel): Float64Array {
  const y = new Float64Array(units);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < units; j++) y[j]! += value * values[i * units + j]!;
  });
  return y;
}

const INPUTS: Readonly<
  Record<HiddenForm['input'], (x: Float64Array, constants: PlainConstants) => Float64Array>
> = {
  'as-it-is': (x) => x,
  'unit-length': unitLength,
  centred: (x) => {
    const mean = meanOf(x);
    return unitLength(x.map((value) => value - mean));
  },
  standardised: (x, constants) => standardised(x, constants, 'inputs'),
};

const ACTIVATIONS: Readonly<
  Record<
    HiddenForm['activation'],
    (y: Float64Array, form: HiddenForm, constants: PlainConstants) => Float64Array
  >
> = {
  'power-relu': (y, { power }) => powerRelu(y, power),
  triangle: (y, { power }) => {
    const mean = meanOf(y);
    return powerRelu(
      y.map((value) => value - mean),
      power,
    );
  },
  softmax: (y, { power: inverseTemperature }) => {
    const largest = y.reduce((max, value) => Math.max(max, value), -Infinity);
    const parts = y.map((value) => Math.exp(inverseTemperature * (value - largest)));
    const total = parts.reduce((sum, value) => sum + value, 0);
    return parts.map((value) => value / total);
  },
  'normalised-relu': (y) => normalisedRelu(y),
  'rescaled-relu': (y, { currents, rescale = 'none' }, constants) => {
    const scores = currents === 'standardised' ? standardised(y.map(Math.abs), constants, 'currents') : y;
    const r = powerRelu(scores, 1);
    if (rescale === 'none') return r;
    if (rescale === 'maximum') return r.map((value) => value / (Math.max(...r) + 1e-8));
    const { maximum } = constants;
    return r.map((value, i) => Math.min(1, rescale === 'clip' ? value : value / constantOf(maximum!, i)));
  },
};

/** `(x − mean) · factor` */
function standardised(x: Float64Array, constants: PlainConstants, of: 'inputs' | 'currents'): Float64Array {
  const [mean, factor] = [constants[`${of}-mean`]!, constants[`${of}-factor`]!];
  return x.map((value, i) => (value - constantOf(mean, i)) * constantOf(factor, i));
}

/** One for all, or that of a value. */
function constantOf(values: Float32Array, i: number): number {
  return values[values.length === 1 ? 0 : i]!;
}

function unitLength(x: Float64Array): Float64Array {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0));
  return length === 0 ? x : x.map((value) => value / length);
}

function normalisedRelu(y: Float64Array): Float64Array {
  const mean = meanOf(y.map(Math.abs));
  const excess = y.map((value) => Math.max(0, Math.abs(value) - mean));
  const largest = excess.reduce((max, value) => Math.max(max, value), 0);
  return excess.map((value) => value / (largest + 1e-8));
}

function powerRelu(y: Float64Array, power: number): Float64Array {
  return y.map((value) => Math.max(0, value) ** power);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
