import type { NamedForm } from '@hebbench/core';

/** What a hidden layer computes from what its units read, `x`, and its kernel, `W`: `activation(input(x) W)`. */
export interface HiddenForm {
  /**
   * `unit-length`: each row divided by its Euclidean length. `centred`: the same of what is left when its mean is taken
   * from it. `normalised`: `β (x − μ)/σ` of each row, by {@link HiddenForm.gain}. `standardised`: `(x − mean) · factor`, by
   * {@link PlainConstants}. `standardised-channels`: the same of what a layer reads before a convolution takes its patches,
   * channel by channel; of a dense layer, value by value.
   */
  readonly input:
    'as-it-is' | 'unit-length' | 'centred' | 'normalised' | 'standardised' | 'standardised-channels';
  /**
   * `power-relu`: `relu(y)^power`; with a power below 1, `r / (r + 0.001)^(1 − power)` of `r = relu(y)`, here and in
   * `triangle`. `triangle`: `relu(y − mean y)^power`. `softmax`: of `power · y`. `normalised-relu`:
   * `r / (max r + 1e-8)` with `r = relu(|y| − μ − θσ)`. Mean, deviation and maximum are over the units of one row.
   * `rescaled-relu`: `r = relu(s)`, rescaled, with `s = y`, `s = β (|y| − μ)/σ − θ` of each row, or
   * `s = (|y| − mean) · factor − θ`.
   */
  readonly activation: 'power-relu' | 'triangle' | 'softmax' | 'normalised-relu' | 'rescaled-relu';
  /** 1 is the plain ReLU or triangle. */
  readonly power: number;
  /** β of what is `normalised`: 1, or what keeps the deviation, the length, the maximum or the mean of a row. */
  readonly gain?: 'one' | 'deviation' | 'length' | 'maximum' | 'mean';
  /** θ. @defaultValue 0 */
  readonly threshold?: number;
  /** Of `rescaled-relu`: whether its currents are normalised row by row, or standardised by {@link PlainConstants}. */
  readonly currents?: 'as-they-are' | 'normalised' | 'standardised';
  /**
   * Of `rescaled-relu`: over the units of one row `r / (max r + 1e-8)`, `(r − min r) / (max (r − min r) + 1e-8)` or `r / |r|`;
   * `min(1, r)`; r itself; or `min(1, r / maximum)` by {@link PlainConstants}.
   */
  readonly rescale?: 'maximum' | 'min-max' | 'length' | 'clip' | 'none' | 'layer-maximum' | 'unit-maximum';
}

/**
 * What a layer has measured once, by name: `inputs-mean`, `inputs-factor`, `currents-mean`, `currents-factor`, `maximum`. One
 * number for the whole layer, or one for each value.
 */
export type PlainConstants = Readonly<Record<string, Float32Array>>;

/** The form that a layer's own words say, if it is one that is known here. */
export function formOfWords(input: NamedForm, activation: NamedForm): HiddenForm | undefined {
  const { power = 1, threshold = 0, inverseTemperature, currents, rescale } = activation.constants ?? {};
  const gain = input.constants?.['gain'] ?? activation.constants?.['gain'];
  if (!(input.name in INPUTS) || !(activation.name in ACTIVATIONS)) return undefined;
  if (rescale !== undefined && !(rescale in RESCALES)) return undefined;
  return {
    input: input.name as HiddenForm['input'],
    activation: activation.name as HiddenForm['activation'],
    power: Number(inverseTemperature ?? power),
    ...(gain !== undefined && { gain: gain as NonNullable<HiddenForm['gain']> }),
    ...(threshold !== 0 && { threshold: Number(threshold) }),
    ...(activation.name === 'rescaled-relu' &&
      ({ currents, rescale } as Pick<HiddenForm, 'currents' | 'rescale'>)),
  };
}

/** What a layer makes of a sample, before a convolution takes its patches. */
export function plainSample(x: Float64Array, { input }: HiddenForm, constants: PlainConstants): Float64Array {
  return input === 'standardised-channels' ? standardised(x, constants, 'inputs') : x;
}

/** What a layer makes of a row that it reads, before its kernel. */
export function plainInput(x: Float64Array, form: HiddenForm, constants: PlainConstants): Float64Array {
  return INPUTS[form.input](x, form, constants);
}

/** What it makes of its currents. */
export function plainActivation(y: Float64Array, form: HiddenForm, constants: PlainConstants): Float64Array {
  return ACTIVATIONS[form.activation](y, form, constants);
}

type Rows = (row: Float64Array, form: HiddenForm, constants: PlainConstants) => Float64Array;

const INPUTS: Readonly<Record<HiddenForm['input'], Rows>> = {
  'as-it-is': (x) => x,
  'unit-length': (x) => unitLength(x),
  centred: (x) => unitLength(less(x, meanOf(x))),
  normalised: (x, { gain }) => normalised(x, gain),
  standardised: (x, _form, constants) => standardised(x, constants, 'inputs'),
  'standardised-channels': (x) => x,
};

const ACTIVATIONS: Readonly<Record<HiddenForm['activation'], Rows>> = {
  'power-relu': (y, { power }) => powerRelu(y, power),
  triangle: (y, { power }) => powerRelu(less(y, meanOf(y)), power),
  softmax: (y, { power: inverseTemperature }) => {
    const largest = largestOf(y);
    const parts = y.map((value) => Math.exp(inverseTemperature * (value - largest)));
    const total = parts.reduce((sum, value) => sum + value, 0);
    return parts.map((value) => value / total);
  },
  'normalised-relu': (y, { threshold = 0 }) => {
    const deviations = less(y.map(Math.abs), meanOf(y.map(Math.abs)));
    return byMaximum(powerRelu(less(deviations, threshold * rootMeanSquare(deviations)), 1));
  },
  'rescaled-relu': (y, { currents, gain, threshold = 0, rescale = 'none' }, constants) => {
    const size = y.map(Math.abs);
    const scores = {
      'as-they-are': () => y,
      normalised: () => normalised(size, gain),
      standardised: () => standardised(size, constants, 'currents'),
    }[currents ?? 'as-they-are']();
    return RESCALES[rescale](powerRelu(less(scores, threshold), 1), constants);
  },
};

const RESCALES: Readonly<
  Record<NonNullable<HiddenForm['rescale']>, (r: Float64Array, constants: PlainConstants) => Float64Array>
> = {
  maximum: byMaximum,
  'min-max': (r) =>
    byMaximum(
      less(
        r,
        r.reduce((min, value) => Math.min(min, value), Infinity),
      ),
    ),
  length: unitLength,
  clip: (r) => r.map((value) => Math.min(1, value)),
  none: (r) => r,
  'layer-maximum': byConstant,
  'unit-maximum': byConstant,
};

function byMaximum(r: Float64Array): Float64Array {
  const largest = largestOf(r);
  return r.map((value) => value / (largest + 1e-8));
}

function byConstant(r: Float64Array, { maximum }: PlainConstants): Float64Array {
  return r.map((value, i) => Math.min(1, value / constantOf(maximum!, i)));
}

/** `β (x − μ)/σ` */
function normalised(x: Float64Array, gain: HiddenForm['gain'] = 'one'): Float64Array {
  const deviations = less(x, meanOf(x));
  const factor = {
    deviation: () => 1,
    one: () => 1 / rootMeanSquare(deviations),
    length: () => rootMeanSquare(x) / rootMeanSquare(deviations),
    maximum: () => largestOf(x) / (largestOf(deviations) + 1e-8),
    mean: () => meanOf(x) / (meanOf(deviations.map(Math.abs)) + 1e-8),
  }[gain]();
  // A row of equal values, but for rounding.
  return largestOf(deviations.map(Math.abs)) <= 1e-12 * largestOf(x.map(Math.abs))
    ? x.map(() => 0)
    : deviations.map((value) => value * factor);
}

/** `(x − mean) · factor` */
function standardised(x: Float64Array, constants: PlainConstants, of: 'inputs' | 'currents'): Float64Array {
  const [mean, factor] = [constants[`${of}-mean`]!, constants[`${of}-factor`]!];
  return x.map((value, i) => (value - constantOf(mean, i)) * constantOf(factor, i));
}

/** One for all, that of a channel, or that of a value. */
function constantOf(values: Float32Array, i: number): number {
  return values[i % values.length]!;
}

function unitLength(x: Float64Array): Float64Array {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0));
  return length === 0 ? x : x.map((value) => value / length);
}

function powerRelu(y: Float64Array, power: number): Float64Array {
  const raised = (r: number): number => (power < 1 ? r / (r + 0.001) ** (1 - power) : r ** power);
  return y.map((value) => raised(Math.max(0, value)));
}

function less(values: Float64Array, amount: number): Float64Array {
  return values.map((value) => value - amount);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(meanOf(values.map((value) => value ** 2)) + 1e-16);
}

function largestOf(values: Float64Array): number {
  return values.reduce((max, value) => Math.max(max, value), -Infinity);
}
