import type { Dataset, Split } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { loadDataset } from '../src/index.ts';

/** Bands for the nearest class mean on the test images: above chance (10 %), below what leaves nothing to learn. */
const CENTROID_BANDS: Readonly<Record<string, readonly [number, number]>> = {
  mnist: [40, 85],
  'cifar-10': [15, 60],
  fsdd: [40, 85],
  urbansound8k: [40, 85],
};

describe.each(Object.keys(CENTROID_BANDS))('the stand-in for %s', (name) => {
  test('is drawn once', async () => {
    const dataset = await loadDataset(name, { data: 'embedded' });
    expect(dataset).toMatchObject({ name, origin: 'embedded' });
    expect(await loadDataset(name, { data: 'embedded' })).toBe(dataset);
  });

  test('has as many images of each class', async () => {
    const dataset = await loadDataset(name, { data: 'embedded' });
    for (const { labels, count } of [dataset.train, dataset.test]) {
      for (let label = 0; label < 10; label++)
        expect(labels.filter((each) => each === label).length).toBe(count / 10);
    }
  });

  test('can be told apart by class means, but not well', async () => {
    const share = centroidAccuracy(await loadDataset(name, { data: 'embedded' }));
    const [low, high] = CENTROID_BANDS[name]!;
    expect(share).toBeGreaterThan(low);
    expect(share).toBeLessThan(high);
  });
});

function centroidAccuracy({ train, test: images, inputs, classes }: Dataset): number {
  const means = Array.from({ length: classes }, () => new Float64Array(inputs));
  for (let n = 0; n < train.count; n++) {
    const mean = means[train.labels[n]!]!;
    for (let i = 0; i < inputs; i++) mean[i]! += (train.pixels[n * inputs + i]! * classes) / train.count;
  }
  let right = 0;
  for (let n = 0; n < images.count; n++) if (nearest(images, n, means) === images.labels[n]) right++;
  return (100 * right) / images.count;
}

function nearest({ pixels }: Split, n: number, means: readonly Float64Array[]): number {
  const distances = means.map((mean) => {
    let sum = 0;
    for (let i = 0; i < mean.length; i++) sum += (mean[i]! - pixels[n * mean.length + i]!) ** 2;
    return sum;
  });
  return distances.indexOf(Math.min(...distances));
}
