import { layerShapes, type Architecture } from '@hebbench/core';
import { createStatistics, freeze, standardiseBy, type LayerConstants, type Preparation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** Mean and 1/deviation of each channel of what each hidden layer reads; 0 and 1 before they are measured. */
export function channelConstants(architecture: Architecture): LayerConstants[] {
  return layerShapes(architecture).map(({ image, fanIn }) => ({
    inputs: createStatistics(image?.channels ?? fanIn, 'one'),
  }));
}

/**
 * What a layer reads, `(x − μ_c)/σ_c` channel by channel; of a dense layer, input by input. Means and deviations are those
 * of {@link measureChannels}, so that the answer to one image does not depend on others.
 */
export function standardised(constants: readonly LayerConstants[]): Preparation {
  return Object.assign(
    (x: tf.Tensor2D, layer = 1) => {
      const { inputs } = constants[layer - 1]!;
      return tf.tidy(() => {
        const channels: tf.Tensor2D = tf.reshape(x, [-1, inputs!.mean.size]);
        return tf.reshape<tf.Rank.R2>(standardiseBy(channels, inputs!), x.shape);
      });
    },
    { form: () => ({ name: 'standardised-channels' }) },
  );
}

/**
 * Measures the channels of what a layer reads.
 * @param x - values of samples, at least 0, `[samples, width]`: images with their channels last
 */
export function measureChannels({ inputs }: LayerConstants, x: tf.Tensor2D): void {
  const values = x.dataSync<'float32'>();
  freeze(inputs!, () => [values]);
}
