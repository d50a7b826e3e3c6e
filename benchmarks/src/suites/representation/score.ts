import { accuracy, kernelsByUnit } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { ExpectedMetrics, Score, ScoreContext } from '../../suite.ts';
import { fitsBars } from './bars.ts';
import { REPRESENTATION_SCALES, widthOf } from './cells.ts';
import { componentsOf, reconstructionMetrics, spanMetrics } from './components.ts';
import { icaMetrics } from './ica.ts';
import { firstImages } from './images.ts';
import { knownSources } from './known-sources.ts';
import { pixelMetrics, unitMetrics } from './units.ts';

/** What {@link score} measures of every network; networks whose units never vary have no correlation. */
export const REPRESENTATION_METRICS: ExpectedMetrics = {
  always: ['accuracy', 'inputs', 'dimension', 'constantUnits', 'error', 'scaledError', 'pixelDimension'],
  percentages: /^(accuracy|constantUnits|(centredSpan|span)-\d+|ica(Again|Pca)?|bars(Ica|Pca)?|pcaError)$/,
};

/** What the units of the hidden layer are like, on test images, and what their rule finds of known sources. */
export async function score(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell, streams } = context;
  const test = evaluationSplit(cell, dataset);
  const { images: most } = REPRESENTATION_SCALES[cell.scale];
  const known = firstImages(trainingSplit(cell, dataset), most);
  const images = firstImages(test, most);
  const activity = model.activity(images, 1);
  const { values, units, inputs } = kernelsByUnit(model, 1);
  const kernels = tf.tensor2d(values, [units, inputs]);
  try {
    const components = componentsOf(known);
    // The same at each width.
    const sources =
      widthOf(cell) === 'narrow' && fitsBars(dataset.shape) ? await knownSources(context) : undefined;
    return {
      metrics: {
        accuracy: accuracy(model, test),
        inputs,
        ...unitMetrics(activity),
        ...pixelMetrics(images),
        ...spanMetrics(kernels, components),
        ...reconstructionMetrics(images, activity, kernels, components),
        ...icaMetrics(known, kernels, { ...components, stream: streams.stream('ica') }),
        ...sources?.metrics,
      },
      ...(sources && { details: { bars: sources.pictures } }),
    };
  } finally {
    tf.dispose([known, images, activity, kernels]);
  }
}
