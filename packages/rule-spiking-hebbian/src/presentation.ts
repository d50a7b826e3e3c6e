import type { Streams } from '@hebbench/core';
import { createEncoder, createLayerRun, createSynapses, type SpikingLayer } from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import type { Hyperparameters } from './hyperparameters.ts';
import { followSpikes, traceStep } from './trace-step.ts';

/** What {@link present} is told beside the layer. */
export interface PresentationOptions {
  readonly hyperparameters: Hyperparameters;
  readonly nonnegative: boolean;
  /** Where this presentation's random spikes come from. */
  readonly streams: Streams;
}

/**
 * Shows a batch to a layer, spike by spike, and has it learn while it spikes.
 * @param kernel - the layer's own; changed in place
 * @param x - values in [0, 1] that the layer reads as spikes, `[batch, width]`
 * @returns spikes of each unit over all images, positions and steps, `[units]`
 */
export function present(
  layer: SpikingLayer,
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  { hyperparameters, nonnegative, streams }: PresentationOptions,
): Float32Array {
  const { steps, code, traceTimeConstant, updateEvery, hiddenLearningRate } = hyperparameters;
  const { fanIn, units } = layer.shape;
  const [batch, width] = x.shape;
  const encoder = createEncoder(x.dataSync<'float32'>().slice(), { code, width, streams });
  const run = createLayerRun(layer, batch);
  const { rows } = createSynapses(layer.shape, kernel);
  const [spikes, total, read] = Array.from({ length: 3 }, () => new Float32Array(batch * width)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const answered = new Float32Array(run.spikes.length);
  for (let time = 1; time <= steps; time++) {
    encoder.next(spikes);
    for (let i = 0; i < spikes.length; i++) total[i]! += spikes[i]!;
    run.step({ values: spikes, total, constant: false }, time);
    followSpikes(read, spikes, traceTimeConstant);
    followSpikes(answered, run.spikes, traceTimeConstant);
    // What is left of a presentation after its last update teaches as well.
    if (time % updateEvery !== 0 && time !== steps) continue;
    tf.tidy(() => {
      const traces = rows(read);
      const z = tf.tensor2d(answered, [answered.length / units, units]);
      traceStep(kernel, tf.tensor2d(traces, [traces.length / fanIn, fanIn]), z, {
        learningRate: hiddenLearningRate,
        nonnegative,
      });
    });
  }
  return spikesOfUnits(run.counts, units);
}

function spikesOfUnits(counts: Float32Array, units: number): Float32Array {
  const sums = new Float32Array(units);
  for (let start = 0; start < counts.length; start += units)
    for (let j = 0; j < units; j++) sums[j]! += counts[start + j]!;
  return sums;
}
