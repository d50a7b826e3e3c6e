/** What a hidden layer computes from what it reads, `x`, and its kernel, `W`: `activation(input(x) W)`. */
export interface HiddenForm {
  /** `unit-length`: each row divided by its Euclidean length. */
  readonly input: 'as-it-is' | 'unit-length';
  /**
   * `power-relu`: `relu(y)^power`. `normalised-relu`: `r / (max r + 1e-8)` with `r = relu(|y| − mean |y|)`, mean and
   * maximum over the units of one image.
   */
  readonly activation: 'power-relu' | 'normalised-relu';
  /** Of `power-relu`; 1 is the plain ReLU. */
  readonly power: number;
}

/** A kernel, `[inputs, units]` row by row. */
export interface PlainKernel {
  readonly inputs: number;
  readonly units: number;
  readonly values: Float32Array;
}

/** A network as its numbers alone. */
export interface PlainNetwork {
  readonly hidden: readonly PlainKernel[];
  readonly output: PlainKernel;
  readonly bias: Float32Array;
  readonly form: HiddenForm;
}

/** Logits of one image by plain loops: slow, and without any tensor library. */
export function plainForward(
  { hidden, output, bias, form }: PlainNetwork,
  image: Float64Array,
): Float64Array {
  let activity = image;
  for (const kernel of hidden) {
    const currents = product(form.input === 'unit-length' ? unitLength(activity) : activity, kernel);
    activity =
      form.activation === 'normalised-relu' ? normalisedRelu(currents) : powerRelu(currents, form.power);
  }
  return product(activity, output).map((logit, k) => logit + bias[k]!);
}

function product(x: Float64Array, { units, values }: PlainKernel): Float64Array {
  const y = new Float64Array(units);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < units; j++) y[j]! += value * values[i * units + j]!;
  });
  return y;
}

function unitLength(x: Float64Array): Float64Array {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0));
  return length === 0 ? x : x.map((value) => value / length);
}

function normalisedRelu(y: Float64Array): Float64Array {
  const mean = y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length;
  const excess = y.map((value) => Math.max(0, Math.abs(value) - mean));
  const largest = excess.reduce((max, value) => Math.max(max, value), 0);
  return excess.map((value) => value / (largest + 1e-8));
}

function powerRelu(y: Float64Array, power: number): Float64Array {
  return y.map((value) => Math.max(0, value) ** power);
}
