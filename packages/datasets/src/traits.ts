/**
 * What is known of sets that suites run on without loading anything: for lists of what could be run on them.
 * @module
 */
import type { DatasetTraits } from '@hebbench/core';

/** Of MNIST. */
export const MNIST: DatasetTraits = {
  name: 'mnist',
  title: 'MNIST',
  kind: 'drawing',
  shape: { height: 28, width: 28, channels: 1 },
  inputs: 784,
  classes: 10,
  images: { train: 60_000, test: 10_000 },
};

/** Of CIFAR-10. */
export const CIFAR_10: DatasetTraits = {
  name: 'cifar-10',
  title: 'CIFAR-10',
  kind: 'photograph',
  shape: { height: 32, width: 32, channels: 3 },
  inputs: 3072,
  classes: 10,
  images: { train: 50_000, test: 10_000 },
};

/** Of the Free Spoken Digit Dataset. */
export const FSDD: DatasetTraits = {
  name: 'fsdd',
  title: 'Free Spoken Digits',
  kind: 'sound',
  shape: { height: 28, width: 28, channels: 1 },
  inputs: 784,
  classes: 10,
  images: { train: 2700, test: 300 },
};

/** Of UrbanSound8K; its images are those that the first of its folds is tested on, and the others. */
export const URBANSOUND8K: DatasetTraits = {
  name: 'urbansound8k',
  title: 'UrbanSound8K',
  kind: 'sound',
  shape: { height: 28, width: 28, channels: 1 },
  inputs: 784,
  classes: 10,
  images: { train: 7859, test: 873 },
  folds: 10,
};

/** Sets of sounds, as 8-bit log-mel pictures. */
export const SOUNDS: readonly DatasetTraits[] = [FSDD, URBANSOUND8K];
