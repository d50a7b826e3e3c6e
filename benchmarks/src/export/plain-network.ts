import type { ImageShape, PoolSpec, Window } from '@hebbench/core';
import {
  plainActivation,
  plainInput,
  plainSample,
  type HiddenForm,
  type PlainConstants,
} from './plain-forms.ts';
import { plainPatches, plainPool } from './plain-images.ts';

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
  /** Of each hidden layer. */
  readonly forms: readonly HiddenForm[];
}

/** Logits of one image by plain loops: slow, and without any tensor library. */
export function plainForward(
  { hidden, convolutions, output, bias, forms }: PlainNetwork,
  image: Float64Array,
): Float64Array {
  let activity = image;
  hidden.forEach((kernel, i) => {
    const convolution = convolutions?.[i];
    const form = forms[i]!;
    activity = plainSample(activity, form, kernel.constants ?? {});
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
  return plainActivation(product(plainInput(x, form, constants), kernel), form, constants);
}

function product(x: Float64Array, { units, values }: PlainKernel): Float64Array {
  const y = new Float64Array(units);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < units; j++) y[j]! += value * values[i * units + j]!;
  });
  return y;
}
