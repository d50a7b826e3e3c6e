import type { ImageShape, NamedForm, PoolSpec, Window } from '@hebbench/core';
import { plainPatches, plainPool } from './plain-images.ts';

/** What a hidden layer computes from what its units read, `x`, and its kernel, `W`: `activation(input(x) W)`. */
export interface HiddenForm {
  /**
   * `unit-length`: each row divided by its Euclidean length. `centred`: the same of what is left when its mean is taken
   * from it.
   */
  readonly input: 'as-it-is' | 'unit-length' | 'centred';
  /**
   * `power-relu`: `relu(y)^power`. `triangle`: `relu(y − mean y)^power`. `softmax`: of `power · y`. `normalised-relu`:
   * `r / (max r + 1e-8)` with `r = relu(|y| − mean |y|)`. Mean and maximum are over the units of one row.
   */
  readonly activation: 'power-relu' | 'triangle' | 'softmax' | 'normalised-relu';
  /** 1 is the plain ReLU or triangle. */
  readonly power: number;
}

/** A kernel, `[inputs, units]` row by row. */
export interface PlainKernel {
  readonly inputs: number;
  readonly units: number;
  readonly values: Float32Array;
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
  const known = ['as-it-is', 'unit-length', 'centred'].includes(input.name);
  const { power = 1, threshold = 0, inverseTemperature } = activation.constants ?? {};
  const kinds = ['power-relu', 'triangle', 'softmax', 'normalised-relu'];
  if (!known || !kinds.includes(activation.name) || threshold !== 0) return undefined;
  return {
    input: input.name as HiddenForm['input'],
    activation: activation.name as HiddenForm['activation'],
    power: Number(inverseTemperature ?? power),
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
  const currents = product(INPUTS[form.input](x), kernel);
  return ACTIVATIONS[form.activation](currents, form.power);
}

function product(x: Float64Array, { units, values }: PlainKernel): Float64Array {
  const y = new Float64Array(units);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < units; j++) y[j]! += value * values[i * units + j]!;
  });
  return y;
}

const INPUTS: Readonly<Record<HiddenForm['input'], (x: Float64Array) => Float64Array>> = {
  'as-it-is': (x) => x,
  'unit-length': unitLength,
  centred: (x) => {
    const mean = meanOf(x);
    return unitLength(x.map((value) => value - mean));
  },
};

const ACTIVATIONS: Readonly<
  Record<HiddenForm['activation'], (y: Float64Array, power: number) => Float64Array>
> = {
  'power-relu': powerRelu,
  triangle: (y, power) => {
    const mean = meanOf(y);
    return powerRelu(
      y.map((value) => value - mean),
      power,
    );
  },
  softmax: (y, inverseTemperature) => {
    const largest = y.reduce((max, value) => Math.max(max, value), -Infinity);
    const parts = y.map((value) => Math.exp(inverseTemperature * (value - largest)));
    const total = parts.reduce((sum, value) => sum + value, 0);
    return parts.map((value) => value / total);
  },
  'normalised-relu': normalisedRelu,
};

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
