import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Architecture } from './architecture.ts';
import type { HiddenSpec, PoolSpec } from './layers.ts';

/** A trained or training network, as scoring sees it. No method keeps a tensor beside what it returns. */
export interface Model {
  readonly architecture: Architecture;
  /**
   * Class scores before softmax, `[batch, classes]`. Deterministic, differentiable in `x`, and each row depends on its
   * own row of `x` only.
   * @param x - `[batch, inputs]`, values in [0, 1]
   */
  logits(x: Tensor2D): Tensor2D;
  /**
   * The activity of each hidden layer, from the input upwards: `[batch, units]` each.
   * @param x - `[batch, inputs]`, values in [0, 1]
   */
  hidden(x: Tensor2D): Tensor2D[];
  /**
   * The activity of hidden layer number `layer` alone, `[batch, units]`; layers are counted from 1.
   * @param x - `[batch, width]`: pixels, or the activity of hidden layer number `from`
   * @param from - 0 for pixels. @defaultValue 0
   */
  activity(x: Tensor2D, layer: number, from?: number): Tensor2D;
  /**
   * Class scores from what the last hidden layer passes on, for a model whose scores depend on nothing else of the images:
   * `logits(x)` is that of its activity, to the bit. Who scores a network again and again while its output layer alone
   * learns need not compute the hidden layers each time.
   * @param activity - of the last hidden layer, `[batch, width]`
   */
  logitsFromActivity?(activity: Tensor2D): Tensor2D;
  /**
   * The weights by name, hidden layers from the input upwards: all that scores and activity depend on beside
   * architecture and hyperparameters. A trained network is stored as its weights alone, and comes back as a new one
   * that is given them, so what else training changes or a seed draws for `logits` or `activity` is among them:
   * thresholds of units, for instance, as a bias, and constants that are measured once. The tensors belong to the model: read them, do not dispose them.
   * Those of a trainer's model are variables.
   */
  weights(): readonly NamedWeight[];
  /**
   * The hidden layers, from the input upwards, for a model that says what they compute. Without them a network can be
   * trained and scored, and not exported.
   */
  readonly layers?: readonly Layer[];
  /** Frees the model's tensors. */
  dispose(): void;
}

/** A hidden layer of a model, as data and calls. No method keeps a tensor beside what it returns. */
export interface Layer {
  /** E.g. `hidden-1`. */
  readonly name: string;
  readonly spec: HiddenSpec;
  /** Pooling of what the layer passes on, if there is any. */
  readonly pool?: PoolSpec;
  /** Of what it passes on for a sample: `[units]`, or `[height, width, units]` of an image, whose channels are the units. */
  readonly shape: readonly number[];
  /** Those of {@link Model.weights} that are the layer's. */
  readonly weights: readonly NamedWeight[];
  /** What the layer computes, in words that another program can follow; nothing for a layer that has no words for it. */
  readonly form?: LayerForm;
  /**
   * What the layer's units read, a row for each sample that a learning rule sees: `x` itself for a dense layer, and for
   * a convolution all patches of each image, position by position.
   * @param x - `[samples, width]`, what the layer below passes on
   * @returns `[samples · positions, inputs of a unit]`
   */
  rows(x: Tensor2D): Tensor2D;
  /**
   * What the layer passes on.
   * @param x - `[samples, width]`, what the layer below passes on
   * @returns `[samples, width]`, an image row by row with its channels last
   */
  apply(x: Tensor2D): Tensor2D;
}

/**
 * What a layer makes of each of its rows r: `activation(input(r) · kernel)`, before pooling. Both are named, with their
 * constants.
 */
export interface LayerForm {
  readonly input: NamedForm;
  readonly activation: NamedForm;
}

/** A function by its name, e.g. `power-relu`, with its constants by name. */
export interface NamedForm {
  readonly name: string;
  readonly constants?: Readonly<Record<string, string | number>>;
}

/** What a weight is. */
export const WEIGHT_KINDS = ['kernel', 'bias', 'constant'] as const;

/** One of {@link WEIGHT_KINDS}. */
export type WeightKind = (typeof WEIGHT_KINDS)[number];

/** One of a model's weights. */
export interface NamedWeight {
  /** Unique in its model, e.g. `hidden-1/kernel`. */
  readonly name: string;
  /**
   * A kernel is `[inputs, units]`, or `[units, inputs]` if {@link NamedWeight.transposed}; a bias is `[units]`. A constant
   * is a list of numbers that training measures and that no update changes, as those of a normalisation.
   */
  readonly kind: WeightKind;
  /** Whether a kernel lies unit by unit. @defaultValue false */
  readonly transposed?: boolean;
  /** Whether it belongs to a hidden layer or to the output layer. */
  readonly layer: 'hidden' | 'output';
  readonly tensor: Tensor;
}
