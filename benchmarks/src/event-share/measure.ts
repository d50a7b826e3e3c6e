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
/** Halvings of that range of ratios: what is left is a tenth wide. */
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
  // In turn, so that a busy moment of the machine meets both forms.
  const bothAt = (share: number): Readonly<Record<ProductForm, number>> => {
    const times: Record<ProductForm, number[]> = { dense: [], events: [] };
    for (let round = 0; round < rounds; round++)
      for (const form of ['dense', 'events'] as const)
        times[form].push(time(synapses, spikesOf(share), form));
    return { dense: median(times.dense), events: median(times.events) };
  };

  // The first calls are slower: code is compiled, memory asked for.
  bothAt(EVENT_SHARE);
  let [low, high] = RANGE.map((factor) => Math.log(factor * EVENT_SHARE)) as [number, number];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const { dense, events } = bothAt(Math.exp(middle));
    if (events < dense) low = middle;
    else high = middle;
  }
  const { dense, events } = bothAt(EVENT_SHARE);
  kernel.dispose();
  return { ...layer, dense, events, crossing: Math.exp((low + high) / 2) };
}

function time(synapses: Synapses, values: Float32Array, form: ProductForm): number {
  const start = performance.now();
  synapses.currents(values, form);
  return performance.now() - start;
}
