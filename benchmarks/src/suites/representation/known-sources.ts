import {
  amariDistance,
  basisGains,
  basisOfSources,
  fastIca,
  principalComponents,
  whiten,
} from '@hebbench/analysis';
import type { ImageShape } from '@hebbench/core';
import { changePhases, kernelsByUnit, train } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import type { ScoreContext } from '../../suite.ts';
import { bars, mixturesOfBars, SOURCES } from './bars.ts';
import { REPRESENTATION_SCALES } from './cells.ts';
import { mean } from '../common/mean.ts';
import { patternMatches } from './ica.ts';
import { firstImages } from './images.ts';

/** What {@link knownSources} found. */
export interface KnownSources {
  readonly metrics: Readonly<Record<string, number>>;
  readonly pictures: BasisPictures;
}

/** Basis vectors as pictures, `SOURCES × inputs` values 0 … 255 in base64, each from its least to its largest. */
export interface BasisPictures {
  readonly shape: ImageShape;
  readonly rule: string;
  readonly ica: string;
  readonly pca: string;
}

/**
 * What the cell's rule, FastICA and PCA find on mixtures of known sources, with as many units as sources: how near the
 * nearest weights come to each source (in percent), and the Amari distance of all of them from the sources (0 … 1), as
 * basis vectors.
 */
export async function knownSources(context: ScoreContext): Promise<KnownSources> {
  const { dataset, cell, streams, signal, create } = context;
  const { images, epochs } = REPRESENTATION_SCALES[cell.scale].bars;
  const own = streams.child('bars');
  const split = mixturesOfBars(dataset.shape, {
    count: images,
    classes: dataset.classes,
    stream: own.stream('mixtures'),
  });
  const { hiddenEpochs } = cell.budget;
  const trainer = create(
    { hiddenEpochs: hiddenEpochs > 0 ? epochs : 0, headEpochs: epochs },
    own.child('rule'),
    { hidden: [SOURCES] },
  );
  // What is looked at is below the output layer.
  const below = changePhases(trainer, ({ trains }) => (trains === 'head' ? { epochs: 0 } : {}));
  try {
    await train(below, { dataset, split, streams: own.child('training'), signal });
    const kernels = kernelsByUnit(trainer.model, 1).values;
    tf.engine().startScope();
    try {
      const sources = tf.tensor2d(bars(dataset.shape), [SOURCES, dataset.inputs]);
      const x = firstImages(split, images);
      const pca = principalComponents(x, { count: SOURCES });
      const start = own.stream('ica').fillNormal(new Float32Array(SOURCES ** 2), 0, 1);
      const ica = basisOfSources(fastIca(whiten(x, pca), { start }).unmixing, pca);
      const found = {
        bars: tf.tensor2d(kernels, [SOURCES, dataset.inputs]),
        barsIca: ica,
        barsPca: tf.tensor2d(pca.components, [SOURCES, dataset.inputs]),
      };
      const metrics = Object.fromEntries(
        Object.entries(found).flatMap(([name, basis]) => [
          [name, 100 * mean(patternMatches(sources, basis))],
          [`${name}-amari`, amariDistance(basisGains(basis, sources), SOURCES)],
        ]),
      );
      const [rule, ofIca, ofPca] = [found.bars, found.barsIca, found.barsPca].map(pictureOf);
      const pictures = { shape: dataset.shape, rule: rule!, ica: ofIca!, pca: ofPca! };
      return { metrics, pictures };
    } finally {
      tf.engine().endScope();
    }
  } finally {
    trainer.dispose();
  }
}

function pictureOf(basis: tf.Tensor2D): string {
  const [count, inputs] = basis.shape;
  const values = basis.dataSync<'float32'>();
  const pixels = new Uint8Array(values.length);
  for (let row = 0; row < count; row++) {
    const own = values.subarray(row * inputs, (row + 1) * inputs);
    const [low, high] = [Math.min(...own), Math.max(...own)];
    own.forEach((value, i) => {
      pixels[row * inputs + i] = high > low ? Math.round((255 * (value - low)) / (high - low)) : 0;
    });
  }
  return Buffer.from(pixels).toString('base64');
}
