import type { Labels, Split } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import { kernelsByUnit } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { ScoreContext } from '../../suite.ts';
import { participationRatio } from '../common/participation-ratio.ts';
import { percentRight } from '../common/percent-right.ts';

/** What the units of a hidden layer do, in a record. */
export interface LayerState {
  /** Share of the weights that are exactly 0, in percent. */
  readonly zeros: number;
  /** Share of the units that respond to none of the images, in percent. */
  readonly deadUnits: number;
  /** Mean share of the units that respond to an image, in percent. */
  readonly activeUnits: number;
  /** Participation ratio of the activity's covariance, `(Σλ)²/Σλ²`; 0 if nothing varies. */
  readonly dimension: number;
  /** Accuracy, in percent, of giving each image the class whose mean activity is nearest: it learns nothing further. */
  readonly classMeans: number;
}

/** Images that are looked at: for the means of the classes, and to be told apart by them. */
const IMAGES = 1000;

/** What each hidden layer does with images that it has not learned from, from the input upwards. */
export function layerStates({ model, dataset, cell }: ScoreContext): LayerState[] {
  const known = firstImages(trainingSplit(cell, dataset));
  const others = firstImages(evaluationSplit(cell, dataset));
  return tf.tidy(() => {
    const [ofKnown, ofOthers] = [known, others].map(({ x }) => model.hidden(tf.tensor2d(x.values, x.shape)));
    return ofOthers!.map((activity, i) => {
      const { values } = kernelsByUnit(model, i + 1);
      const active = tf.cast(tf.greater(activity, 0), 'float32');
      const means = classMeans(ofKnown![i]!, known.labels, dataset.classes);
      return {
        zeros: (100 * values.filter((w) => w === 0).length) / values.length,
        deadUnits: 100 * (1 - tf.mean(tf.max(active, 0)).dataSync()[0]!),
        activeUnits: 100 * tf.mean(active).dataSync()[0]!,
        dimension: participationRatio(activity),
        classMeans: percentRight(nearest(activity, means), others.labels),
      };
    });
  });
}

interface SomeImages {
  readonly x: { readonly values: Float32Array; readonly shape: [number, number] };
  readonly labels: Labels;
}

function firstImages({ pixels, count, labels }: Split): SomeImages {
  const [images, inputs] = [Math.min(IMAGES, count), pixels.length / count];
  const tensor = rangeToTensor(pixels, 0, images, inputs, 1 / 255);
  const values = tensor.dataSync<'float32'>().slice();
  tensor.dispose();
  return { x: { values, shape: [images, inputs] }, labels: labels.subarray(0, images) };
}

/** Mean activity of each class, `[classes, units]`; 0 for one without an image. */
function classMeans(activity: tf.Tensor2D, labels: Labels, classes: number): tf.Tensor2D {
  const belongs = tf.cast(
    tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classes),
    'float32',
  ) as tf.Tensor2D;
  const counts = tf.maximum(tf.expandDims(tf.sum(belongs, 0), 1), 1);
  return tf.div(tf.matMul(belongs, activity, true, false), counts);
}

/** For each row the number of the nearest mean. */
function nearest(activity: tf.Tensor2D, means: tf.Tensor2D): ArrayLike<number> {
  // |h − m|² without |h|², which is the same for all m.
  const lengths = tf.sum(tf.square(means), 1);
  return tf.argMin(tf.sub(lengths, tf.mul(tf.matMul(activity, means, false, true), 2)), 1).dataSync();
}
