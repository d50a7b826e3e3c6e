import { createStreams } from '@hebbench/core';
import { createSynapses, EVENT_SHARE, type ProductForm, type Synapses } from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import { median } from '../speed/measurement.ts';

/** A dense layer, and how many rows of spikes it reads at once. */
export interface ReadLayer {
  readonly inputs: number;
  readonly units: number;
  readonly rows: number;
}

/** What both forms of a layer's product take. */
export interface EventShare extends ReadLayer {
  /** Milliseconds of one matrix product. */
  readonly dense: number;
  /** Milliseconds of adding up, where {@link EVENT_SHARE} of the values are not 0. */
  readonly events: number;
  /** Share of values that are not 0 at which both take as long. */
  readonly crossing: number;
}

/** Shares between which the crossing is looked for, as multiples of the one in use. */
const RANGE = [1 / 16, 16] as const;
/** Halvings of that range, as a ratio: 16² to the power 2⁻⁶ is a twelfth. */
const HALVINGS = 6;

/**
 * Looks for the share of spikes at which adding up the weights of those takes as long as a matrix product.
 * @param rounds - how often each is timed; medians count
 */
export function measureEventShare(layer: ReadLayer, rounds: number): EventShare {
  const stream = createStreams(0).stream('event-share');
  const { inputs, units, rows } = layer;
  const kernel = tf.tensor2d(stream.fillUniform(new Float32Array(inputs * units), 0, 1), [inputs, units]);
  const synapses = createSynapses({ spec: { kind: 'dense', units }, fanIn: inputs, units }, kernel);
  const spikesOf = (share: number): Float32Array => {
    const draws = stream.fillUniform(new Float32Array(rows * inputs), 0, 1);
    return draws.map((draw) => (draw < share ? 1 : 0));
  };
  const millisecondsOf = (form: ProductForm, share: number): number =>
    median(Array.from({ length: rounds }, () => time(synapses, spikesOf(share), form)));

  // The first calls are slower: code is compiled, memory asked for.
  millisecondsOf('dense', EVENT_SHARE);
  millisecondsOf('events', EVENT_SHARE);
  const dense = millisecondsOf('dense', EVENT_SHARE);
  let [low, high] = RANGE.map((factor) => Math.log(factor * EVENT_SHARE)) as [number, number];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    // In turn, so that a busy moment of the machine meets both.
    if (millisecondsOf('events', Math.exp(middle)) < millisecondsOf('dense', Math.exp(middle))) low = middle;
    else high = middle;
  }
  const events = millisecondsOf('events', EVENT_SHARE);
  kernel.dispose();
  return { ...layer, dense, events, crossing: Math.exp((low + high) / 2) };
}

function time(synapses: Synapses, values: Float32Array, form: ProductForm): number {
  const start = performance.now();
  synapses.currents(values, form);
  return performance.now() - start;
}
