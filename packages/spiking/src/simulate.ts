import type { Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { createFirstSpike, type Decisions } from './first-spike.ts';
import { checkSteps, unsound } from './neuron.ts';
import type { SpikingLayer, SpikingNetwork } from './network.ts';
import type { OperationCounter, Operations } from './operations.ts';
import { createRuns, type InputCode } from './runs.ts';
import { tidied } from './tidied.ts';

/** Settings of {@link simulate}. */
export interface SimulationOptions {
  /** Steps, ≥ 1. */
  readonly steps: number;
  /** @defaultValue 'current' */
  readonly code?: InputCode;
  /** Where random numbers of `poisson` come from: a row's are named by its values below. */
  readonly streams: Streams;
  /** Steps at which scores and operations are looked at, rising. @defaultValue the last */
  readonly at?: readonly number[];
  /** Whether output neurons are watched for their first spike. @defaultValue false */
  readonly firstSpike?: boolean;
  /** Counts operations, where they are wanted: that of the network. @defaultValue they are not */
  readonly counter?: OperationCounter;
}

/** What is seen after some steps. */
export interface Glance {
  readonly step: number;
  /** Class scores by the rate of the last hidden layer's spikes, as the dense network's logits, `[batch × classes]`. */
  readonly scores: Float32Array;
  /** A mean over the batch, if a counter was given. */
  readonly operations?: Operations;
}

/** What came of a simulation. */
export interface Simulation {
  readonly glances: readonly Glance[];
  /** What each hidden layer passed on a step, `[batch × width]`. */
  readonly rates: readonly Float32Array[];
  /** Spikes a step of each input, `[batch × inputs]`; the image itself where it is a current. */
  readonly inputRates: Float32Array;
  readonly decisions?: Decisions;
}

/**
 * Runs a spiking network on a batch. Within a step, spikes go through all layers.
 * @param x - images, `[batch, inputs]`, values in [0, 1]
 * @throws {@link HebbenchError} `INVALID_CONFIG` for no steps, glances out of order or beyond the last step, and for
 * neurons or values out of range
 */
export function simulate(network: SpikingNetwork, x: tf.Tensor2D, options: SimulationOptions): Simulation {
  const { steps, at = [steps], counter } = options;
  checkSteps(steps);
  if (at.some((step, i) => !Number.isInteger(step) || step <= (at[i - 1] ?? 0) || step > steps))
    throw unsound(
      'steps to look at',
      at.join(', '),
      `rising whole numbers from 1 to ${steps}`,
      'sort them, each once',
    );
  const batch = x.shape[0];
  const values = x.dataSync<'float32'>().slice();
  const runs = createRuns(network.layers, values, x.shape, options);
  const first = options.firstSpike ? createFirstSpike(network, batch, counter) : undefined;
  const glances: Glance[] = [];
  const wanted = new Set(at);
  for (let time = 1; time <= steps; time++) {
    runs.step(time);
    first?.step(runs, time);
    if (!wanted.has(time)) continue;
    glances.push({
      step: time,
      scores: scoresOf(network, runs.passedOn().total, batch, time),
      ...(counter && { operations: counter.count({ batch, steps: time, ...runs.counted() }) }),
    });
  }
  return {
    glances,
    rates: runs.layers.map(({ total }) => overSteps(total, steps)),
    inputRates: runs.input.constant ? values : overSteps(runs.input.total, steps),
    ...(first && { decisions: first.decisions(steps) }),
  };
}

/**
 * What layers pass on a step for a batch, `[batch × width]` of the last one: {@link simulate} without an output layer.
 * @param layers - at least one, from the bottom upwards
 * @param x - what the first of them reads, `[batch, width]`
 */
export function simulateRates(
  layers: readonly SpikingLayer[],
  x: tf.Tensor2D,
  options: Pick<SimulationOptions, 'steps' | 'code' | 'streams'>,
): Float32Array {
  checkSteps(options.steps);
  const runs = createRuns(layers, x.dataSync<'float32'>().slice(), x.shape, options);
  for (let time = 1; time <= options.steps; time++) runs.step(time);
  return overSteps(runs.passedOn().total, options.steps);
}

/** `scale · ⟨spikes⟩V + bias` */
function scoresOf(
  { output }: SpikingNetwork,
  total: Float32Array,
  batch: number,
  steps: number,
): Float32Array {
  return tidied(() => {
    const spikes = tf.tensor2d(total, [batch, total.length / batch]);
    const currents = tf.mul(tf.matMul(spikes, output.kernel), output.scale / steps);
    return tf.add(currents, output.bias).dataSync<'float32'>().slice();
  });
}

function overSteps(total: Float32Array, steps: number): Float32Array {
  return total.map((each) => each / steps);
}
