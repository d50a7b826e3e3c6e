import { neuronOf, type Neuron, type NeuronParameters } from './neuron.ts';

/** Many neurons of one kind, each with a membrane of its own. */
export interface Neurons {
  /** Membrane of each, after the last step. */
  readonly membranes: Float32Array;
  /** Spikes of each so far. */
  readonly counts: Float32Array;
  /**
   * One step: leak, current, threshold, reset, in float32 as every simulator does it.
   * @param currents - of each
   * @param spikes - filled with 1 where one spikes, else 0
   */
  step(currents: Float32Array, spikes: Float32Array): void;
}

/**
 * Neurons at their beginning.
 * @throws {@link HebbenchError} `INVALID_CONFIG` as {@link neuronOf}
 */
export function createNeurons(parameters: NeuronParameters, count: number): Neurons {
  const neuron = neuronOf(parameters);
  const membranes = new Float32Array(count).fill(neuron.start);
  const counts = new Float32Array(count);
  const waiting = neuron.refractory > 0 ? new Uint16Array(count) : undefined;
  const view = { membranes, counts };
  return {
    ...view,
    step: waiting
      ? (currents, spikes) => stepWaiting(neuron, view, waiting, currents, spikes)
      : (currents, spikes) => stepAll(neuron, view, currents, spikes),
  };
}

type View = Pick<Neurons, 'membranes' | 'counts'>;

/** Without a refractory time. Plain loops over arrays: this is where a simulation spends its time. */
function stepAll(
  { threshold, leak, reset }: Neuron,
  { membranes, counts }: View,
  currents: Float32Array,
  spikes: Float32Array,
): void {
  const toZero = reset === 'zero';
  for (let i = 0; i < membranes.length; i++) {
    const u = Math.fround(Math.fround(leak * membranes[i]!) + currents[i]!);
    if (u >= threshold) {
      membranes[i] = toZero ? 0 : u - threshold;
      counts[i]! += 1;
      spikes[i] = 1;
    } else {
      membranes[i] = u;
      spikes[i] = 0;
    }
  }
}

function stepWaiting(
  { threshold, leak, reset, refractory }: Neuron,
  { membranes, counts }: View,
  waiting: Uint16Array,
  currents: Float32Array,
  spikes: Float32Array,
): void {
  const toZero = reset === 'zero';
  for (let i = 0; i < membranes.length; i++) {
    spikes[i] = 0;
    if (waiting[i]! > 0) {
      waiting[i]! -= 1;
      continue;
    }
    const u = Math.fround(Math.fround(leak * membranes[i]!) + currents[i]!);
    if (u < threshold) {
      membranes[i] = u;
      continue;
    }
    membranes[i] = toZero ? 0 : u - threshold;
    waiting[i] = refractory;
    counts[i]! += 1;
    spikes[i] = 1;
  }
}
