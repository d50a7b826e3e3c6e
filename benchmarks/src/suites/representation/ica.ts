import { basisOfSources, bestMatches, fastIca, whiten, type PrincipalComponents } from '@hebbench/analysis';
import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { mean } from '../common/mean.ts';

/** Independent components of digits: more of them leave FastICA little but noise of the scan. */
const COMPONENTS = 32;

/**
 * How near a unit's weights come to each independent component of the images, whatever their level: the largest absolute
 * correlation over pixels, mean over components, in percent. A second search from another start shows how near two
 * answers of FastICA itself are.
 * @param images - `[images, inputs]`
 * @param kernels - `[units, inputs]`
 * @param options - `centred`: principal components of the images; `stream`: where searches begin
 */
export function icaMetrics(
  images: tf.Tensor2D,
  kernels: tf.Tensor2D,
  { centred, stream }: { readonly centred: PrincipalComponents; readonly stream: RandomStream },
): Record<string, number> {
  const inputs = images.shape[1];
  const count = Math.min(COMPONENTS, centred.variances.length);
  const pca: PrincipalComponents = {
    ...centred,
    variances: centred.variances.slice(0, count),
    components: centred.components.subarray(0, count * inputs),
  };
  // Images without variance in so many directions have no such components.
  if (pca.variances.at(-1)! <= pca.total * 1e-6) return {};
  const white = whiten(images, pca);
  const search = (): tf.Tensor2D => {
    const start = stream.fillNormal(new Float32Array(count * count), 0, 1);
    return basisOfSources(fastIca(white, { start }).unmixing, pca);
  };
  const [first, second] = [search(), search()];
  const components = tf.tensor2d(pca.components, [count, inputs]);
  const match = (offered: tf.Tensor2D): number => 100 * mean(patternMatches(first, offered));
  const found = { ica: match(kernels), icaAgain: match(second), icaPca: match(components) };
  tf.dispose([white, first, second, components]);
  return found;
}

/** {@link bestMatches} of patterns without their level: nonnegative weights would all point one way. */
export function patternMatches(wanted: tf.Tensor2D, offered: tf.Tensor2D): Float32Array {
  return tf.tidy(() => bestMatches(withoutLevel(wanted), withoutLevel(offered)));
}

function withoutLevel(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(rows, tf.mean(rows, 1, true));
}
