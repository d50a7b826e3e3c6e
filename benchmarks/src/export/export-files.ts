import {
  layerShapes,
  windowOf,
  type Cell,
  type Dataset,
  type Layer,
  type LayerShape,
  type Model,
  type NamedWeight,
} from '@hebbench/core';
import { encodeNetwork } from '@hebbench/hebbench/network-file';
import { accuracy } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationSplit } from '../run/splits.ts';
import { cannotDescribe, recogniseForms } from './recognise-form.ts';
import { encodeNpy } from './npy.ts';
import type { PlainConstants } from './plain-forms.ts';
import type { PlainConvolution, PlainKernel } from './plain-network.ts';
import { referenceAttacks } from './reference-attacks.ts';

/** What {@link exportFiles} writes of. */
export interface ExportSource {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly cell: Cell;
  readonly seed: number;
  /** Complete, after preset and overrides. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly packages: Readonly<Record<string, string>>;
}

/** What goes with the weights. */
export interface ExportOptions {
  /** Test images, the first of them, to write and to attack. */
  readonly images: number;
  /** ℓ∞ radii. */
  readonly epsilons: readonly number[];
  readonly steps: number;
  readonly stepSize: number;
}

/** Images that the description of the hidden layers is checked on. */
const CHECKED_IMAGES = 8;

/**
 * A trained network in files that other programs read: each tensor as NPY, all of them by name in `network.safetensors`,
 * `manifest.json` with the architecture, names and shapes of the weights and what layers compute, and test images with
 * this program's logits and what its attacks leave of them, so that another implementation can be checked on the way.
 * @throws `UNSUPPORTED` if the network cannot be described
 */
export async function exportFiles(
  { model, dataset, cell, seed, hyperparameters, packages }: ExportSource,
  options: ExportOptions,
): Promise<Map<string, string | Uint8Array>> {
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(options.images, split.count);
  const pixels = split.pixels.slice(0, images * dataset.inputs);
  const weights = model.weights();
  const of = (layer: NamedWeight['layer'], kind: NamedWeight['kind']): NamedWeight[] =>
    weights.filter((weight) => weight.layer === layer && weight.kind === kind);
  const [outputKernel] = of('output', 'kernel');
  const [outputBias] = of('output', 'bias');
  if (!outputKernel || !outputBias) throw cannotDescribe('no output layer with a kernel and a bias');
  const [hiddenBias] = of('hidden', 'bias');
  if (hiddenBias) throw cannotDescribe(`a hidden layer with a bias, ${hiddenBias.name}`);
  const hidden = of('hidden', 'kernel').map((kernel, i): PlainKernel => ({
    ...plainKernel(kernel),
    constants: plainConstants(model.layers?.[i]),
  }));
  const output = plainKernel(outputKernel);
  const bias = outputBias.tensor.dataSync<'float32'>().slice();
  const some = Array.from({ length: Math.min(CHECKED_IMAGES, images) }, (_, n) =>
    Float64Array.from(pixels.subarray(n * dataset.inputs, (n + 1) * dataset.inputs), (value) => value / 255),
  );
  const shapes = layerShapes(model.architecture);
  const convolutions = shapes.map(plainConvolution);
  const forms = recogniseForms(model, { hidden, convolutions, output, bias }, some, hyperparameters);
  const logits = tf.tidy(() =>
    model
      .logits(tf.div(tf.tensor2d(Float32Array.from(pixels), [images, dataset.inputs]), 255))
      .dataSync<'float32'>()
      .slice(),
  );
  const results = await referenceAttacks({ ...options, model, split, images });

  const { name, origin, digest } = dataset;
  const { rule, budget } = cell;
  const data = { name, origin, digest };
  const description = { rule, architecture: model.architecture, hyperparameters, budget, seed, data };
  const kernelFile = (i: number): string => `hidden-${i + 1}-kernel.npy`;
  const manifest = {
    schema: 1,
    cell,
    seed,
    hyperparameters,
    packages,
    data,
    architecture: model.architecture,
    weights: { file: SAFETENSORS, tensors: weightsOf(hidden, output, bias) },
    layers: [
      ...hidden.map((_, i) => ({
        kind: 'hidden',
        kernel: kernelFile(i),
        ...forms[i]!,
        ...constantsOf(hidden[i]!, i),
        ...(convolutions[i] && { convolution: convolutions[i] }),
      })),
      { kind: 'output', kernel: 'output-kernel.npy', bias: 'output-bias.npy' },
    ],
    conventions: CONVENTIONS,
    accuracy: { value: accuracy(model, split), images: split.count },
    check: {
      images: 'images.npy',
      labels: 'labels.npy',
      logits: 'logits.npy',
      count: images,
      epsilons: options.epsilons,
      steps: options.steps,
      stepSize: options.stepSize,
      attacks: results.map(({ attack, accuracy: left }) => ({
        attack,
        accuracy: left,
        right: `${attack}-right.npy`,
      })),
    },
  };
  const kernelNpy = ({ inputs, units, values }: PlainKernel): Uint8Array =>
    encodeNpy([inputs, units], values);
  return new Map<string, string | Uint8Array>([
    [SAFETENSORS, encodeNetwork(model, description)],
    ...hidden.map((kernel, i) => [kernelFile(i), kernelNpy(kernel)] as const),
    ...hidden.flatMap(({ constants = {} }, i) =>
      Object.entries(constants).map(
        ([constant, values]) => [constantFile(i, constant), encodeNpy([values.length], values)] as const,
      ),
    ),
    ['output-kernel.npy', kernelNpy(output)],
    ['output-bias.npy', encodeNpy([bias.length], bias)],
    ['images.npy', encodeNpy([images, dataset.inputs], pixels)],
    ['labels.npy', encodeNpy([images], split.labels.slice(0, images))],
    ['logits.npy', encodeNpy([images, dataset.classes], logits)],
    ...results.map(
      ({ attack, right }) =>
        [`${attack}-right.npy`, encodeNpy([options.epsilons.length, images], right)] as const,
    ),
    ['manifest.json', `${JSON.stringify(manifest, null, 2)}\n`],
  ]);
}

/** The file with all weights by name. */
const SAFETENSORS = 'network.safetensors';

/** Names and shapes of the weights, each with the NPY file that holds it as well. */
function weightsOf(
  hidden: readonly PlainKernel[],
  output: PlainKernel,
  bias: Float32Array,
): { readonly name: string; readonly shape: readonly number[]; readonly npy: string }[] {
  const kernelOf = (layer: string, { inputs, units }: PlainKernel): ReturnType<typeof weightsOf>[number] => ({
    name: `${layer}/kernel`,
    shape: [inputs, units],
    npy: `${layer}-kernel.npy`,
  });
  return [
    ...hidden.flatMap((kernel, i) => [
      kernelOf(`hidden-${i + 1}`, kernel),
      ...Object.entries(kernel.constants ?? {}).map(([name, values]) => ({
        name: `hidden-${i + 1}/${name}`,
        shape: [values.length],
        npy: constantFile(i, name),
      })),
    ]),
    kernelOf('output', output),
    { name: 'output/bias', shape: [bias.length], npy: 'output-bias.npy' },
  ];
}

const constantFile = (layer: number, name: string): string => `hidden-${layer + 1}-${name}.npy`;

/** The files of a layer's constants, by name. */
function constantsOf(
  { constants = {} }: PlainKernel,
  layer: number,
): { readonly constants?: Readonly<Record<string, string>> } {
  const files = Object.keys(constants).map((name) => [name, constantFile(layer, name)] as const);
  return files.length > 0 ? { constants: Object.fromEntries(files) } : {};
}

/** A layer's constants on the host, by name. */
function plainConstants(layer: Layer | undefined): PlainConstants {
  const own = layer?.weights.filter(({ kind }) => kind === 'constant') ?? [];
  return Object.fromEntries(
    own.map(({ name, tensor }) => [name.slice(layer!.name.length + 1), tensor.dataSync<'float32'>().slice()]),
  );
}

/** What a reader must know to compute the same. */
const CONVENTIONS: Readonly<Record<string, string>> = {
  kernels:
    '[inputs, units]: a layer computes activation(input(x) · kernel); the output layer x · kernel + bias',
  weights:
    'network.safetensors has the same kernels and biases, under the name of their layer, such as hidden-1/kernel; its metadata, under hebbench, is what loadNetwork() of @hebbench/hebbench makes the network of again',
  'as-it-is': 'input(x) = x',
  'unit-length': 'input(x) = x / |x|, image by image; zero stays zero',
  centred: 'input(x) = (x − mean x) / |x − mean x|, row by row; zero stays zero',
  standardised:
    'input(x) = (x − mean) · factor, with inputs-mean and inputs-factor of the layer’s constants: one number each, or one for each value',
  'standardised-channels':
    'the same of what a layer reads, before a convolution takes its patches (what lies beyond the edges is 0 afterwards): one number for each channel, channels last; of a dense layer one for each value',
  normalised:
    'input(x) = (x − μ) · factor, row by row, with mean μ and deviation σ of the row; by gain, factor = 1/σ (one), 1 (deviation), rms x / σ (length), max x / (max(x − μ) + 1e-8) (maximum), mean x / (mean |x − μ| + 1e-8) (mean); 1e-16 under each root',
  'power-relu':
    'activation(y) = max(0, y) ^ power; with a power below 1, here and in triangle, r / (r + 0.001) ^ (1 − power) of r = max(0, y)',
  triangle: 'activation(y) = max(0, y − mean y) ^ power, row by row',
  softmax: 'activation(y) = softmax(power · y), row by row',
  convolution:
    'a layer with one has a row for each position of its window on the image that it reads: the values there row by row, channels last, 0 beyond the edges; its result is the image `map`, pooled if there is `pool`, where values beyond the edges do not count. Padding is as TensorFlow’s',
  'normalised-relu':
    'activation(y) = r / (max r + 1e-8), r = max(0, |y| − μ − threshold · σ); mean μ, deviation σ and maximum over the units of one image; no threshold is 0',
  'rescaled-relu':
    'activation(y) = r rescaled, r = max(0, s − threshold); s = y, or of |y| where currents are normalised, as inputs are, or standardised, with currents-mean and currents-factor; no threshold is 0; rescale: over the units of one image r / (max r + 1e-8) (maximum), the same of r − min r (min-max), r / |r| (length); min(1, r) (clip); r (none); min(1, r / M) with the constant maximum M (layer-maximum, unit-maximum)',
  images: 'bytes; the network reads them divided by 255',
  attacks:
    'ℓ∞, on the cross-entropy of the logits with the true label, no random start; PGD takes steps of stepSize · sign(gradient), clipped to the ε-ball and to [0, 1] after each; FGSM is one step of ε; *-right.npy holds [epsilons, images], 1 where the image is still classified rightly',
};

/** Where a hidden layer looks, if it is a convolution. */
function plainConvolution({ spec, image, map, pool }: LayerShape): PlainConvolution | undefined {
  if (spec.kind !== 'conv') return undefined;
  return {
    image: image!,
    window: windowOf(spec),
    map: map!,
    ...(pool && { pool: { ...windowOf(pool), by: pool.by } }),
  };
}

/** A kernel on the host, `[inputs, units]`. */
function plainKernel({ tensor, transposed }: NamedWeight): PlainKernel {
  const stored = tensor.dataSync<'float32'>();
  const [rows, columns] = tensor.shape as [number, number];
  if (!transposed) return { inputs: rows, units: columns, values: stored.slice() };
  const values = new Float32Array(stored.length);
  for (let unit = 0; unit < rows; unit++)
    for (let input = 0; input < columns; input++)
      values[input * rows + unit] = stored[unit * columns + input]!;
  return { inputs: columns, units: rows, values };
}
