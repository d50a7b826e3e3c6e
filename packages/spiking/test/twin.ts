import type { LayerShape } from '@hebbench/core';
import type { Matrix } from '@hebbench/fixtures';
import type { Drive, NeuronParameters } from '../src/index.ts';

/** A layer of the scalar-loop twin: a dense one, or a convolution of stride 1 without padding, pooled or not. */
export interface TwinLayer {
  readonly shape: LayerShape;
  /** `[fan-in, units]` */
  readonly weights: Matrix;
  readonly drive: Drive;
  readonly unitLength?: boolean;
  readonly neuron: NeuronParameters;
}

/** What a layer of the twin did for one image. */
export interface TwinRun {
  /** What it passed on, summed over the steps. */
  readonly total: number[];
  /** Spikes, and synapses that they crossed: those of weights that are not 0. */
  spikes: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Drive of one row of currents, as the documentation of `Drive` says it. */
export function drivenBy(drive: Drive, y: readonly number[]): number[] {
  const mean = sum(y.map(drive.kind === 'normalised' ? Math.abs : (each) => each)) / y.length;
  switch (drive.kind) {
    case 'linear':
      return [...y];
    case 'inhibition':
      return y.map((each) => each - mean);
    case 'bias':
      return y.map((each) => each - drive.current);
    case 'power':
      return y.map((each) => Math.max(0, each) ** drive.power);
    case 'share':
      return overLargest(y);
    case 'normalised': {
      const deviation = Math.sqrt(sum(y.map((each) => (Math.abs(each) - mean) ** 2)) / y.length);
      return overLargest(y.map((each) => Math.abs(each) - mean - drive.threshold * deviation));
    }
  }
}

function overLargest(values: readonly number[]): number[] {
  const positive = values.map((each) => Math.max(0, each));
  return positive.map((each) => each / (Math.max(...positive) + 1e-8));
}

/** Rows that the units of a layer read of an image: itself, or its patches. */
function rowsOf({ spec, image, fanIn }: LayerShape, values: readonly number[]): number[][] {
  if (spec.kind === 'dense') return [[...values]];
  const { height, width, channels } = image!;
  const rows: number[][] = [];
  for (let top = 0; top + spec.size <= height; top++) {
    for (let left = 0; left + spec.size <= width; left++) {
      const row: number[] = [];
      for (let dy = 0; dy < spec.size; dy++)
        for (let dx = 0; dx < spec.size; dx++)
          for (let c = 0; c < channels; c++)
            row.push(values[((top + dy) * width + left + dx) * channels + c]!);
      rows.push(row);
    }
  }
  if (rows[0]!.length !== fanIn) throw new Error(`rows of ${rows[0]!.length}, not ${fanIn}`);
  return rows;
}

/** Pooling without padding of an image of the layer's map. */
function pooled({ pool, map }: LayerShape, values: readonly number[]): number[] {
  if (!pool) return [...values];
  const { height, width, channels } = map!;
  const stride = pool.stride ?? pool.size;
  const out: number[] = [];
  for (let top = 0; top + pool.size <= height; top += stride)
    for (let left = 0; left + pool.size <= width; left += stride)
      for (let c = 0; c < channels; c++) {
        const window: number[] = [];
        for (let dy = 0; dy < pool.size; dy++)
          for (let dx = 0; dx < pool.size; dx++)
            window.push(values[((top + dy) * width + left + dx) * channels + c]!);
        out.push(pool.by === 'max' ? Math.max(...window) : sum(window) / window.length);
      }
  return out;
}

/**
 * One image through spiking layers, neuron by neuron and step by step.
 * @param inputAt - what comes in at each step, from 1
 */
export function twinRuns(
  layers: readonly TwinLayer[],
  inputAt: (time: number) => readonly number[],
  steps: number,
): TwinRun[] {
  const states = layers.map(({ shape, neuron }) => {
    const neurons = shape.positions * shape.units;
    const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
    return {
      read: zeros(0),
      currents: zeros(neurons),
      given: zeros(neurons),
      membranes: zeros(neurons).map(() => (neuron.start ?? 0) * neuron.threshold),
      counts: zeros(neurons),
      total: zeros(shape.width),
      spikes: 0,
    };
  });
  for (let time = 1; time <= steps; time++) {
    let incoming = [...inputAt(time)];
    layers.forEach((layer, l) => {
      const { shape, weights, drive, neuron, unitLength = false } = layer;
      const state = states[l]!;
      state.read = incoming.map((each, i) => each + (state.read[i] ?? 0));
      const rows = rowsOf(shape, incoming);
      const readRows = rowsOf(shape, state.read);
      const acts = unitLength || ['power', 'normalised', 'share'].includes(drive.kind);
      const spikes: number[] = [];
      rows.forEach((row, position) => {
        const y = weights[0]!.map((_, j) => sum(row.map((value, i) => value * weights[i]![j]!)));
        const at = position * shape.units;
        y.forEach((each, j) => (state.currents[at + j]! += each));
        const length = Math.sqrt(sum(readRows[position]!.map((each) => (each / time) ** 2)));
        const mean = y.map((_, j) => state.currents[at + j]! / time / (unitLength ? length || 1e-12 : 1));
        const driven = drivenBy(drive, acts ? mean : y);
        driven.forEach((each, j) => {
          const now = acts ? time * each - state.given[at + j]! : each;
          state.given[at + j]! += acts ? now : 0;
          const leak = Math.exp(-1 / (neuron.timeConstant ?? Infinity));
          const u = leak * state.membranes[at + j]! + now;
          const spike = u >= neuron.threshold ? 1 : 0;
          state.membranes[at + j] = spike === 0 ? u : neuron.reset === 'zero' ? 0 : u - neuron.threshold;
          state.counts[at + j]! += spike;
          state.spikes += spike;
          spikes.push(spike);
        });
      });
      const before = [...state.total];
      const passed =
        shape.pool?.by === 'max'
          ? pooled(shape, state.counts).map((each, i) => each - before[i]!)
          : pooled(shape, spikes);
      passed.forEach((each, i) => (state.total[i]! += each));
      incoming = passed;
    });
  }
  return states.map(({ total, spikes }) => ({ total, spikes }));
}
