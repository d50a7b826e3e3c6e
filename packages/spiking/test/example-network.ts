import { createStreams, layerShapes, unitsOf, type Architecture, type LayerSpec } from '@hebbench/core';
import { randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import {
  createSpikingNetwork,
  type Drive,
  type NeuronParameters,
  type SpikingNetwork,
} from '../src/index.ts';
import type { TwinLayer } from './twin.ts';

export const IMAGE = { height: 5, width: 4, channels: 2 };
export const STREAMS = createStreams(5);

export const DENSE: readonly LayerSpec[] = [
  { kind: 'dense', units: 7 },
  { kind: 'dense', units: 6 },
];
export const POOLED = (by: 'max' | 'mean'): LayerSpec[] => [
  { kind: 'conv', units: 3, size: 2 },
  { kind: 'pool', by, size: 2 },
  { kind: 'dense', units: 5 },
];

/** Weights and settings of a network; sixteenths, so that sums are exact and spikes are the same in any order. */
export function networkOf(
  layers: readonly LayerSpec[],
  drive: Drive,
  neuron: NeuronParameters,
  unitLength = false,
): { readonly network: SpikingNetwork; readonly twin: readonly TwinLayer[] } {
  const architecture: Architecture = {
    inputs: 40,
    hidden: unitsOf(layers),
    layers,
    image: IMAGE,
    classes: 3,
    nonnegative: false,
  };
  const shapes = layerShapes(architecture);
  const stream = STREAMS.stream('weights');
  const exact = (rows: number, columns: number): number[][] =>
    randomMatrix(rows, columns, stream, -4, 6).map((row) => row.map((w) => Math.round(w) / 16));
  const twin = shapes.map((shape): TwinLayer => ({
    shape,
    weights: exact(shape.fanIn, shape.units),
    drive,
    unitLength,
    neuron,
  }));
  return {
    twin,
    network: createSpikingNetwork({
      architecture,
      silent: [],
      layers: twin.map(({ shape, weights }, i) => ({
        name: `hidden-${i + 1}`,
        shape,
        kernel: tf.tensor2d(weights),
        drive,
        unitLength,
        neuron,
      })),
      output: {
        kernel: tf.tensor2d(exact(shapes.at(-1)!.width, 3)),
        bias: tf.tensor1d([0.25, 0, -0.5]),
        scale: 2,
        threshold: 1,
      },
    }),
  };
}
