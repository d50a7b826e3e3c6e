import type { Model, Split, Streams } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import {
  createOperationCounter,
  IMAGES_AT_ONCE,
  meanOperations,
  simulate,
  tidied,
  type DenseOperations,
  type InputCode,
  type Operations,
  type SpikingNetwork,
} from '@hebbench/spiking';
import type * as tf from '@tensorflow/tfjs-core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { percentRight } from '../common/percent-right.ts';
import type { CurvePoint } from './measured.ts';

/** What {@link measureCurve} is told beside the network. */
export interface CurveSettings {
  readonly split: Split;
  /** The first this many images. */
  readonly images: number;
  readonly at: readonly number[];
  readonly code: InputCode;
  readonly streams: Streams;
  /** Whether output neurons are watched for their first spike, too. @defaultValue false */
  readonly firstSpike?: boolean;
}

/** A network on spikes, over images. */
export interface MeasuredCurve {
  readonly points: readonly CurvePoint[];
  /** Classes at each point, image by image. */
  readonly classes: readonly Int32Array[];
  readonly firstSpike?: FirstSpikes;
}

/** Decisions by the first output spike. */
export interface FirstSpikes {
  /** In percent. */
  readonly accuracy: number;
  /** Mean step of the decision. */
  readonly steps: number;
  /** Images on which no output neuron has spiked, in percent. */
  readonly undecided: number;
  /** Additions at synapses until the decision, an image. */
  readonly synaptic: number;
}

/** Accuracy and operations of a spiking network after numbers of steps. */
export async function measureCurve(network: SpikingNetwork, settings: CurveSettings): Promise<MeasuredCurve> {
  const { split, at, code, streams, firstSpike = false } = settings;
  const images = Math.min(settings.images, split.count);
  const counter = createOperationCounter(network);
  const classes = at.map(() => new Int32Array(images));
  const counted = at.map(() => [] as { readonly images: number; readonly operations: Operations }[]);
  const first = { classes: new Int32Array(images), steps: 0, decided: 0, synaptic: 0 };
  for (let start = 0; start < images; start += IMAGES_AT_ONCE) {
    const batch = Math.min(IMAGES_AT_ONCE, images - start);
    const { glances, decisions } = tidied(() =>
      simulate(network, imagesOf(split, start, batch), {
        steps: at.at(-1)!,
        at,
        code,
        streams,
        counter,
        firstSpike,
      }),
    );
    glances.forEach(({ scores, operations }, i) => {
      classes[i]!.set(largest(scores, network.architecture.classes), start);
      counted[i]!.push({ images: batch, operations: operations! });
    });
    if (decisions) {
      first.classes.set(decisions.classes, start);
      decisions.steps.forEach((step) => (first.steps += step));
      decisions.decided.forEach((decided) => (first.decided += decided));
      first.synaptic += batch * decisions.synaptic!;
    }
    // A run that gives no sign of life for long is taken for dead.
    await nextTurn();
  }
  return {
    classes,
    points: at.map((step, i) => ({
      step,
      accuracy: percentRight(classes[i]!, split.labels),
      operations: meanOperations(counted[i]!),
    })),
    ...(firstSpike && {
      firstSpike: {
        accuracy: percentRight(first.classes, split.labels),
        steps: first.steps / images,
        undecided: 100 * (1 - first.decided / images),
        synaptic: first.synaptic / images,
      },
    }),
  };
}

/** What the dense network takes for an image, a mean over images. */
export function denseOperations(
  network: SpikingNetwork,
  model: Model,
  split: Split,
  most: number,
): DenseOperations {
  const counter = createOperationCounter(network);
  const images = Math.min(most, split.count);
  const needed: number[] = [];
  let fixed: DenseOperations | undefined;
  for (let start = 0; start < images; start += IMAGES_AT_ONCE) {
    const batch = Math.min(IMAGES_AT_ONCE, images - start);
    const found: DenseOperations = tidied(() => {
      const x = imagesOf(split, start, batch);
      const read = [x, ...model.hidden(x)].map((each) => each.dataSync<'float32'>());
      return counter.dense(read, batch);
    });
    needed.push(batch * found.needed);
    fixed = found;
  }
  return { ...fixed!, needed: needed.reduce((sum, each) => sum + each, 0) / images };
}

function imagesOf(split: Split, start: number, count: number): tf.Tensor2D {
  return rangeToTensor(split.pixels, start, count, split.pixels.length / split.count, 1 / 255);
}

function largest(scores: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: scores.length / classes }, (_, n) => {
    let best = 0;
    for (let k = 1; k < classes; k++) if (scores[n * classes + k]! > scores[n * classes + best]!) best = k;
    return best;
  });
}
