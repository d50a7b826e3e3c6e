import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Architecture } from './architecture.ts';

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
   * The weights by name, hidden layers from the input upwards: all that scores and activity depend on beside
   * architecture and hyperparameters. A trained network is stored as its weights alone, and comes back as a new one
   * that is given them, so what else training changes or a seed draws for `logits` or `activity` is among them:
   * thresholds of units, for instance, as a bias. The tensors belong to the model: read them, do not dispose them.
   * Those of a trainer's model are variables.
   */
  weights(): readonly NamedWeight[];
  /** Frees the model's tensors. */
  dispose(): void;
}

/** One of a model's weights. */
export interface NamedWeight {
  /** Unique in its model, e.g. `hidden-1/kernel`. */
  readonly name: string;
  /** A kernel is `[inputs, units]`, or `[units, inputs]` if {@link NamedWeight.transposed}; a bias is `[units]`. */
  readonly kind: 'kernel' | 'bias';
  /** Whether a kernel lies unit by unit. @defaultValue false */
  readonly transposed?: boolean;
  /** Whether it belongs to a hidden layer or to the output layer. */
  readonly layer: 'hidden' | 'output';
  readonly tensor: Tensor;
}
