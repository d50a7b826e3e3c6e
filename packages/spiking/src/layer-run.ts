import { windowOf } from '@hebbench/core';
import { pool } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { actsOnMean, fillDrive } from './drive.ts';
import type { SpikingLayer } from './network.ts';
import { createNeurons } from './neurons.ts';
import { createSynapses } from './synapses.ts';
import { tidied } from './tidied.ts';

/** What a layer reads at a step. */
export interface Incoming {
  /** Spikes of the step, or an image that is a current of its own, `[batch × width]`. */
  readonly values: Float32Array;
  /** Their sum over all steps so far. */
  readonly total: Float32Array;
  /** Whether they are the same at every step. */
  readonly constant: boolean;
}

/** A layer in a simulation. */
export interface LayerRun {
  readonly layer: SpikingLayer;
  /** Spikes of this step, `[batch × positions × units]`. */
  readonly spikes: Float32Array;
  /** What it passes on at this step, `[batch × width]`: spikes, pooled. */
  readonly passed: Float32Array;
  /** Sum of {@link LayerRun.passed} over the steps. */
  readonly total: Float32Array;
  /** Steps at which {@link LayerRun.passed} was not 0. */
  readonly events: Float32Array;
  /** Spikes of each neuron, before pooling, `[batch × positions × units]`. */
  readonly counts: Float32Array;
  step(incoming: Incoming, time: number): void;
}

/** A layer at its beginning, for a batch. */
export function createLayerRun(layer: SpikingLayer, batch: number): LayerRun {
  const { positions, units } = layer.shape;
  const neurons = createNeurons(layer.neuron, batch * positions * units);
  const spikes = new Float32Array(neurons.counts.length);
  const driveAt = createDriveRun(layer, spikes.length);
  const pooled = createPooling(layer, batch);
  let drive: Float32Array | undefined;
  return {
    layer,
    spikes,
    passed: pooled?.passed ?? spikes,
    total: pooled?.total ?? neurons.counts,
    events: pooled?.events ?? neurons.counts,
    counts: neurons.counts,
    step(incoming, time) {
      if (!drive || !incoming.constant) drive = driveAt(incoming, time);
      neurons.step(drive, spikes);
      pooled?.step(spikes, neurons.counts);
    },
  };
}

/** What drives the membranes at a step; `time` counts from 1. */
type DriveAt = (incoming: Incoming, time: number) => Float32Array;

function createDriveRun({ shape, kernel, drive, unitLength }: SpikingLayer, size: number): DriveAt {
  const { units, fanIn } = shape;
  const synapses = createSynapses(shape, kernel);
  const out = new Float32Array(size);
  if (!actsOnMean(drive) && !unitLength) {
    return ({ values }) => {
      fillDrive(drive, synapses.currents(values), units, out);
      return out;
    };
  }
  // The drive so far is t f(⟨y⟩): what this step adds is the difference to that of the step before.
  const total = new Float32Array(size);
  const given = new Float64Array(size);
  const mean = new Float32Array(size);
  return ({ values, total: read }, time) => {
    const currents = synapses.currents(values);
    for (let i = 0; i < size; i++) total[i]! += currents[i]!;
    for (let i = 0; i < size; i++) mean[i] = total[i]! / time;
    if (unitLength) divideByLength(mean, units, synapses.rows(read), fanIn, time);
    fillDrive(drive, mean, units, mean);
    for (let i = 0; i < size; i++) {
      const now = time * mean[i]!;
      out[i] = now - given[i]!;
      given[i] = now;
    }
    return out;
  };
}

/** Below this length what a unit reads counts as nothing. */
const SMALLEST_LENGTH = 1e-12;

/** Divides the rows of `mean` by the Euclidean length of the mean of what they come of. */
function divideByLength(
  mean: Float32Array,
  units: number,
  read: Float32Array,
  fanIn: number,
  time: number,
): void {
  for (let row = 0; row * units < mean.length; row++) {
    let squares = 0;
    for (let i = row * fanIn; i < (row + 1) * fanIn; i++) squares += (read[i]! / time) ** 2;
    const length = Math.sqrt(squares + SMALLEST_LENGTH ** 2);
    for (let i = row * units; i < (row + 1) * units; i++) mean[i]! /= length;
  }
}

interface PoolingRun extends Pick<LayerRun, 'passed' | 'total' | 'events'> {
  step(spikes: Float32Array, counts: Float32Array): void;
}

/**
 * Pooling of spikes. A mean is the mean of the step's spikes. A maximum passes on as many spikes as the unit of the window
 * that has most so far: `max(counts)` now less that of the step before, which is 0 or 1 (after Rueckauer et al. 2017).
 */
function createPooling({ shape }: SpikingLayer, batch: number): PoolingRun | undefined {
  const { pool: spec, map, positions, units, width } = shape;
  if (!spec) return undefined;
  const [passed, total, events] = Array.from({ length: 3 }, () => new Float32Array(batch * width)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  return {
    passed,
    total,
    events,
    step(spikes, counts) {
      const isMaximum = spec.by === 'max';
      const found = tidied(() => {
        const images = tf.tensor2d(isMaximum ? counts : spikes, [batch, positions * units]);
        return pool(images, map!, windowOf(spec), spec.by).dataSync<'float32'>();
      });
      for (let i = 0; i < passed.length; i++) {
        const value = isMaximum ? found[i]! - total[i]! : found[i]!;
        passed[i] = value;
        total[i]! += value;
        if (value !== 0) events[i]! += 1;
      }
    },
  };
}
