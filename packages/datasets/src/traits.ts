/**
 * What is known of this package's two most used sets without loading anything: for lists of what could be run on them.
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
