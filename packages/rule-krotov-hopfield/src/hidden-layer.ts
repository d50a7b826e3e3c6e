import type { Phase } from '@hebbench/core';
import { readInPlace, updateInPlace, vectorKernels } from '@hebbench/engine';
import { createZeros, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, heapUpdate, type BatchTensors, type LayerTensors } from './heap-update.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { signedPower, sparseUpdate, type UpdateOptions } from './sparse-update.ts';

/** The training of one hidden layer, and what it adds to the trainer's variables. */
export interface HiddenLayerTraining {
  readonly phase: Phase;
  /** `sign(W)|W|^(p−1)`, `[units, inputs]`. */
  readonly powers: tf.Variable<tf.Rank.R2>;
}

/**
 * Trains hidden layer number `layer` (from 1) by Krotov and Hopfield's rule.
 * @param epochs - passes over the images
 */
export function createHiddenLayerTraining(
  model: FeedForward,
  layer: number,
  hyperparameters: Hyperparameters,
  epochs: number,
): HiddenLayerTraining {
  const { kernel, rows } = model.layers[layer - 1]!;
  const [units, inputs] = kernel.shape;
  const { nonnegative } = model.architecture;
  const { norm, rank, antiHebbian, learningRate, batchSize } = hyperparameters;

  // Updates touch few units, so the powers of all weights are kept, not computed anew each time.
  const powers = createZeros<tf.Rank.R2>([units, inputs]);
  updateInPlace([powers], ([p]) =>
    readInPlace([kernel], ([w]) => {
      for (let i = 0; i < w!.length; i++) p![i] = signedPower(w![i]!, norm - 1);
    }),
  );

  const phase: Phase = {
    name: `hidden-${layer}`,
    trains: 'hidden',
    epochs,
    batchSize,
    sampling: 'shuffled',
    input: layer === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: layer - 1 },
    step(batch, { fraction }) {
      const options = { rank, antiHebbian, nonnegative, learningRate: learningRate * (1 - fraction) };
      tf.tidy(() => {
        const x = rows(batch.x);
        const currents = tf.matMul<tf.Tensor2D>(x, powers, false, true);
        const kernels = vectorKernels();
        if (kernels && hasKernel(norm)) {
          heapUpdate(kernels, { kernel, powers }, { x, currents }, { ...options, norm });
        } else {
          hostUpdate({ kernel, powers }, { x, currents }, { ...options, norm });
        }
      });
    },
  };
  return { phase, powers };
}

/** {@link sparseUpdate} on tensors, for norms and engines without vector kernels. */
function hostUpdate(
  { kernel, powers }: LayerTensors,
  { x, currents }: BatchTensors,
  options: UpdateOptions,
): void {
  const [units, inputs] = kernel.shape;
  const [size] = x.shape;
  updateInPlace([kernel, powers], ([weights, powersView]) =>
    readInPlace([x, currents], ([xView, currentsView]) =>
      sparseUpdate(
        { weights: weights!, powers: powersView!, inputs, units },
        { x: xView!, currents: currentsView!, size },
        options,
      ),
    ),
  );
}
