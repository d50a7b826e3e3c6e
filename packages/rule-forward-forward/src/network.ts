import type { Architecture, Model, NamedWeight, Streams } from '@hebbench/core';
import { createKernel, createZeros, kernelShapes, type InitialWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { goodnessOf, type Goodness } from './goodness.ts';
import { embedLabels, labelledWidth, type LabelPlace } from './label.ts';
import { layerKind, type LayerKind } from './layer.ts';

/** How {@link createGoodnessNetwork} starts a network. */
export interface NetworkStart {
  readonly architecture: Architecture;
  readonly goodness: Goodness;
  readonly label: LabelPlace;
  /** Value of the label's 1, where a white pixel is 1. */
  readonly labelStrength: number;
  readonly initial: InitialWeights;
  /** Draws from its streams `init/hidden-1`, `init/hidden-2`, … */
  readonly streams: Streams;
}

/** A network without output layer, which scores an image with a label by its goodness. */
export interface GoodnessNetwork extends Model {
  /** `[inputs, units]` of each layer; the first layer's inputs are the label and the image. */
  readonly kernels: readonly tf.Variable<tf.Rank.R2>[];
  /** `[units]` of each layer. */
  readonly biases: readonly tf.Variable<tf.Rank.R1>[];
  readonly kind: LayerKind;
  /** What the first layer reads: the image with a label, `[batch, width]`. */
  embed(x: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor2D;
  /** Currents `xW + b` of layer number `layer` (from 1), for what that layer reads. */
  currents(x: tf.Tensor2D, layer: number): tf.Tensor2D;
}

/**
 * A network of the Forward-Forward algorithm.
 *
 * `logits(x)` tries all labels: the score of a label is the goodness of the image with it, summed over all layers but
 * the first (over the only one, if there is but one). `hidden(x)` is the activity under the neutral label, 1/classes
 * at each place.
 */
export function createGoodnessNetwork(start: NetworkStart): GoodnessNetwork {
  const { architecture, goodness, label, labelStrength, initial, streams } = start;
  const { hidden, classes } = architecture;
  const kind = layerKind(architecture.nonnegative);
  const init = streams.child('init');
  const kernels = kernelShapes(labelledWidth(architecture, label), hidden).map((shape, i) =>
    createKernel(shape, initial, init.stream(`hidden-${i + 1}`)),
  );
  const biases = hidden.map((units) => createZeros<tf.Rank.R1>([units]));

  const embed = (x: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor2D =>
    tf.tidy(() => embedLabels(x, tf.mul(labels, labelStrength), label));
  const currents = (x: tf.Tensor2D, layer: number): tf.Tensor2D =>
    tf.tidy(() => tf.add(tf.matMul(x, kernels[layer - 1]!), biases[layer - 1]!) as tf.Tensor2D);

  const activity = (x: tf.Tensor2D, layer: number, from = 0): tf.Tensor2D =>
    tf.tidy(() => {
      let z = x;
      for (let next = from + 1; next <= layer; next++) {
        const read =
          next === 1 ? embed(z, tf.div(tf.ones([z.shape[0], classes]), classes)) : kind.normalise(z);
        z = kind.activate(currents(read, next));
      }
      return z;
    });

  /** Goodness of images whose first layer has these currents, summed over the layers that count. */
  const score = (firstCurrents: tf.Tensor2D): tf.Tensor1D =>
    tf.tidy(() => {
      let z = kind.activate(firstCurrents);
      if (hidden.length === 1) return goodnessOf(z, goodness);
      let total: tf.Tensor1D | undefined;
      for (let layer = 2; layer <= hidden.length; layer++) {
        z = activity(z, layer, layer - 1);
        const own = goodnessOf(z, goodness);
        total = total ? tf.add(total, own) : own;
      }
      return total!;
    });

  const logits = (x: tf.Tensor2D): tf.Tensor2D =>
    tf.tidy(() => {
      // A one-hot label adds one row of the kernel to the currents of the image alone.
      const image = currents(embed(x, tf.zeros([x.shape[0], classes])), 1);
      const rows: tf.Tensor2D = tf.mul(tf.slice(kernels[0]!, 0, classes), labelStrength);
      const scores = Array.from({ length: classes }, (_, k) => score(tf.add(image, tf.slice(rows, k, 1))));
      return tf.stack(scores, 1) as tf.Tensor2D;
    });

  const named = hidden.flatMap((_, i): NamedWeight[] => [
    { name: `hidden-${i + 1}/kernel`, kind: 'kernel', layer: 'hidden', tensor: kernels[i]! },
    { name: `hidden-${i + 1}/bias`, kind: 'bias', layer: 'hidden', tensor: biases[i]! },
  ]);

  return {
    architecture,
    kernels,
    biases,
    kind,
    embed,
    currents,
    activity,
    logits,
    hidden: (x) =>
      tf.tidy(() => {
        const layers: tf.Tensor2D[] = [];
        for (let layer = 1; layer <= hidden.length; layer++) {
          layers.push(activity(layers.at(-1) ?? x, layer, layer - 1));
        }
        return layers;
      }),
    weights: () => named,
    dispose: () => tf.dispose([...kernels, ...biases]),
  };
}
