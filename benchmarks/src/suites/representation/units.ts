import { excessKurtosis, meanAbsoluteCorrelation } from '@hebbench/analysis';
import * as tf from '@tensorflow/tfjs-core';
import { participationRatio } from '../common/participation-ratio.ts';

/**
 * Whether units say different things: correlation, effective dimension, how seldom they are strong, and how many never
 * are.
 * @param activity - `[images, units]`
 */
export function unitMetrics(activity: tf.Tensor2D): Record<string, number> {
  const correlation = meanAbsoluteCorrelation(activity);
  const kurtosis = excessKurtosis(activity);
  const units = activity.shape[1];
  return {
    ...(correlation !== undefined && { correlation }),
    dimension: participationRatio(activity),
    ...(kurtosis.length > 0 && { kurtosis: kurtosis.reduce((sum, each) => sum + each, 0) / kurtosis.length }),
    constantUnits: (100 * (units - kurtosis.length)) / units,
  };
}

/** The same of the pixels, for comparison. */
export function pixelMetrics(images: tf.Tensor2D): Record<string, number> {
  const correlation = meanAbsoluteCorrelation(images);
  return {
    ...(correlation !== undefined && { pixelCorrelation: correlation }),
    pixelDimension: participationRatio(images),
  };
}
