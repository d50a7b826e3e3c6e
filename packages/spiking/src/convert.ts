import { HebbenchError, layerShapes, windowOf, type LayerShape, type Model } from '@hebbench/core';
import { patches, pool } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { driveOf, formsOf, type Carried, type ConvertedForm } from './conversion-form.ts';
import { drivenAnswer, type Drive } from './drive.ts';
import { createSpikingNetwork, type SpikingLayer, type SpikingNetwork } from './network.ts';
import type { NeuronParameters } from './neuron.ts';
import { tidied } from './tidied.ts';

/** Settings of {@link convert}. */
export interface ConversionOptions {
  /** How equation (6) is carried, where the network has it. @defaultValue 'image' */
  readonly carried?: Carried;
  /**
   * Percentile of a layer's activity on training images that one spike a step stands for, in (0, 100]. 100 is the largest
   * (Diehl et al. 2015); a little less leaves out what is rare, and rates are higher (Rueckauer et al. 2017). Activity that
   * equation (6) brings into [0, 1] image by image needs none. @defaultValue 99.9
   */
  readonly percentile?: number;
  /** The neurons, all but their threshold. @defaultValue without leak, reset by subtraction, from half of the threshold */
  readonly neuron?: Omit<NeuronParameters, 'threshold'>;
}

/** Neurons of converted networks: no leak, and membranes that begin at half of the threshold. */
const NEURON: Omit<NeuronParameters, 'threshold'> = { start: 0.5 };

const PERCENTILE = 99.9;

/**
 * Turns a trained network into a spiking one. Weights are taken as they are, zeros included. Thresholds are balanced, from
 * the input upwards, so that one spike a step stands for the given percentile of the layer's activity on training images.
 * @param model - stays the caller's
 * @param images - a sample of the training images, `[samples, inputs]`
 * @throws {@link HebbenchError} `UNSUPPORTED` for a network without words for its layers, or with ones that no drive has;
 * `INVALID_CONFIG` for a percentile out of range, and for no image
 */
export function convert(model: Model, images: tf.Tensor2D, options: ConversionOptions = {}): SpikingNetwork {
  const { carried = 'image', percentile = PERCENTILE, neuron = NEURON } = options;
  checkBalance(percentile, images);
  const forms = formsOf(model, carried);
  const shapes = layerShapes(model.architecture);
  return tidied(() => {
    const kernels = kernelsOf(model);
    const layers: SpikingLayer[] = [];
    const silent: string[] = [];
    // What the layer below passes on in the dense network, and how much of it a spike stands for.
    let [z, amplitude]: [tf.Tensor2D, number] = [images, 1];
    forms.forEach((form, i) => {
      const [shape, kernel] = [shapes[i]!, kernels.hidden[i]!];
      const name = `hidden-${i + 1}`;
      const currents = currentsOf(form, shape, kernel, z);
      const balanced = balance(driveOf(form, carried), { currents, amplitude, percentile, form });
      if (balanced.silent) silent.push(name);
      const { drive, threshold } = balanced;
      layers.push({
        name,
        shape,
        kernel: tf.keep(kernel),
        drive,
        unitLength: form.unitLength,
        neuron: { ...neuron, threshold },
      });
      z = passOn(shape, balanced.activity);
      amplitude = balanced.amplitude;
    });
    const { kernel, bias } = kernels.output;
    const logits = tf.add(tf.matMul(z, kernel), bias);
    const top = percentileOf(tf.relu(logits).dataSync<'float32'>(), percentile);
    return createSpikingNetwork({
      architecture: model.architecture,
      layers,
      output: {
        kernel: tf.keep(kernel),
        bias: tf.keep(bias),
        scale: amplitude,
        // Where no class is above 0, none can spike, whatever the threshold.
        threshold: top > 0 ? (LOGITS_TO_DECIDE * top) / amplitude : 1,
      },
      silent,
    });
  });
}

/**
 * Large logits, as a multiple, that an output neuron gathers until its first spike: with one, a clear image is decided
 * after a step, by as many spikes as there are in one.
 */
const LOGITS_TO_DECIDE = 4;

function checkBalance(percentile: number, images: tf.Tensor2D): void {
  if (!(percentile > 0 && percentile <= 100))
    throw new HebbenchError('INVALID_CONFIG', 'Thresholds are balanced on a percentile of activity.', {
      got: `percentile ${percentile}`,
      expected: 'a number above 0, at most 100',
      fix: 'correct it, or leave it out for 99.9',
    });
  if (images.shape[0] === 0)
    throw new HebbenchError('INVALID_CONFIG', 'Thresholds are balanced on images.', {
      got: 'no image',
      expected: 'some training images',
      fix: 'give a sample of them',
    });
}

/** Copies of a model's kernels, `[fan-in, units]`, and of its output layer. */
function kernelsOf(model: Model): {
  readonly hidden: tf.Tensor2D[];
  readonly output: { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D };
} {
  const weights = model.weights();
  const biased = weights.find(({ kind, layer }) => kind === 'bias' && layer === 'hidden');
  const output = weights.filter(({ layer }) => layer === 'output');
  const [kernel, bias] = (['kernel', 'bias'] as const).map((of) => output.find(({ kind }) => kind === of));
  if (biased || !kernel || !bias)
    throw new HebbenchError('UNSUPPORTED', 'This network cannot be run as a spiking one.', {
      got: biased ? `${biased.name}, a bias of hidden units` : 'a network without a linear output layer',
      expected: 'hidden layers without bias under a linear output layer',
      fix: 'convert a network of another rule',
    });
  return {
    hidden: weights
      .filter(({ kind, layer }) => kind === 'kernel' && layer === 'hidden')
      .map(({ tensor, transposed }) =>
        transposed ? tf.transpose(tensor as tf.Tensor2D) : (tensor.clone() as tf.Tensor2D),
      ),
    output: { kernel: kernel.tensor.clone() as tf.Tensor2D, bias: bias.tensor.clone() as tf.Tensor1D },
  };
}

/** Currents of a dense layer, row by row. */
function currentsOf(
  { unitLength }: ConvertedForm,
  shape: LayerShape,
  kernel: tf.Tensor2D,
  z: tf.Tensor2D,
): tf.Tensor2D {
  const rows = shape.spec.kind === 'conv' ? patches(z, shape.image!, windowOf(shape.spec)) : z;
  const currents: tf.Tensor2D = tf.matMul(rows, kernel);
  return unitLength ? divideByLengths(currents, rows) : currents;
}

const SMALLEST_LENGTH = 1e-12;

/** Currents over the Euclidean length of what they come of. */
export function divideByLengths(currents: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(
    () =>
      tf.div(
        currents,
        tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), SMALLEST_LENGTH ** 2)),
      ) as tf.Tensor2D,
  );
}

/** What a layer passes on of the activity of its rows. */
export function passOn(
  { spec, map, pool: pooling, positions, units }: LayerShape,
  activity: tf.Tensor2D,
): tf.Tensor2D {
  if (spec.kind === 'dense') return activity;
  const image: tf.Tensor2D = tf.reshape(activity, [-1, positions * units]);
  return pooling ? pool(image, map!, windowOf(pooling), pooling.by) : image;
}

interface Balanced {
  readonly drive: Drive;
  /** In the units of the spiking layer's currents. */
  readonly threshold: number;
  /** Activity that a spike stands for. */
  readonly amplitude: number;
  readonly activity: tf.Tensor2D;
  readonly silent: boolean;
}

/** What {@link balance} goes by. */
interface Balance {
  /** Of the dense layer. */
  readonly currents: tf.Tensor2D;
  /** Activity of the layer below that a spike stands for: the spiking layer's currents are smaller by it. */
  readonly amplitude: number;
  readonly percentile: number;
  readonly form: ConvertedForm;
}

function balance(drive: Drive, { currents, amplitude: below, percentile, form }: Balance): Balanced {
  if (drive.kind === 'normalised') {
    const activity = drivenAnswer(drive, currents);
    const silent = !(tf.max(activity).dataSync()[0]! > 0);
    return { drive, threshold: 1, amplitude: 1, activity, silent };
  }
  const own: Drive = drive.kind === 'bias' ? { kind: 'bias', current: meanOf(tf.abs(currents)) } : drive;
  const answer = drivenAnswer(own, currents);
  // A maximum that is a constant divides what equation (6) would divide by that of each image.
  const constant = form.activation.name === 'normalised-relu' ? meanOf(tf.max(answer, 1)) : 1;
  const top = percentileOf(answer.dataSync<'float32'>(), percentile);
  const silent = !(top > 0);
  const scale = constant > 0 ? constant : 1;
  const power = own.kind === 'power' ? own.power : 1;
  const unit = form.unitLength ? 1 : below ** power;
  return {
    drive: own.kind === 'bias' ? { kind: 'bias', current: own.current / below } : own,
    threshold: silent ? 1 : top / unit,
    amplitude: silent ? 1 : top / scale,
    activity: tf.div(answer, scale),
    silent,
  };
}

function meanOf(values: tf.Tensor): number {
  return tf.mean(values).dataSync()[0]!;
}

/** The value that `percentile` percent of all are at or below; the largest for 100. */
function percentileOf(values: Float32Array, percentile: number): number {
  const sorted = values.slice().toSorted();
  const at = Math.ceil((percentile / 100) * sorted.length) - 1;
  const found = sorted[Math.max(0, at)]!;
  // A layer whose few active units are beyond the percentile is not silent: their largest is what there is.
  return found > 0 ? found : sorted.at(-1)!;
}
