import { layerShapes, type Architecture } from '@hebbench/core';
import { factorOf, momentsOf, type LayerConstants, type Preparation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** Mean and 1/deviation of each channel of what each hidden layer reads; 0 and 1 before they are measured. */
export function channelConstants(architecture: Architecture): LayerConstants[] {
  return layerShapes(architecture).map(({ image, fanIn }) => {
    const channels = image?.channels ?? fanIn;
    const constant = (value: number): tf.Variable<tf.Rank.R1> =>
      tf.tidy(() => tf.variable(tf.tensor1d(new Float32Array(channels).fill(value)), false));
    return { inputs: { mean: constant(0), factor: constant(1), gain: 'one' } };
  });
}

/**
 * What a layer reads, `(x − μ_c)/σ_c` channel by channel; of a dense layer, input by input. Means and deviations are those
 * of {@link measureChannels}, so that the answer to one image does not depend on others.
 */
export function standardised(constants: readonly LayerConstants[]): Preparation {
  return Object.assign(
    (x: tf.Tensor2D, layer = 1) => {
      const { mean, factor } = constants[layer - 1]!.inputs!;
      return tf.tidy(() => {
        const channels = tf.reshape(x, [-1, mean.size]);
        return tf.reshape<tf.Rank.R2>(tf.mul(tf.sub(channels, mean), factor), x.shape);
      });
    },
    { form: () => ({ name: 'standardised-channels' }) },
  );
}

/**
 * Measures the channels of what a layer reads.
 * @param x - values of samples, `[samples, width]`: images with their channels last
 */
export function measureChannels({ inputs }: LayerConstants, x: tf.Tensor2D): void {
  const { mean, factor, gain } = inputs!;
  const values = x.dataSync<'float32'>();
  const moments = momentsOf(() => [values], mean.size);
  tf.tidy(() => {
    mean.assign(tf.tensor1d(moments.map((each) => each.mean)));
    factor.assign(tf.tensor1d(moments.map((each) => factorOf(each, gain))));
  });
}
