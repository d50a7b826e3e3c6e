import type { SpikingNetwork } from './network.ts';
import { fanOutOf, sumOf, type FanOut } from './fan-out.ts';
import type { LayerRun } from './layer-run.ts';

/** What a simulation took, a mean over images. */
export interface Operations {
  /** Spikes of the input's code; 0 for an image that is a current. */
  readonly inputSpikes: number;
  /** Spikes of hidden neurons. */
  readonly spikes: number;
  /** Synapses that spikes crossed, output layer included: an addition each. Those of weight 0 are not there. */
  readonly synaptic: number;
  /** Multiply–adds of an image that is a current: its values that are not 0, times their weights, once. */
  readonly multiplyAdds: number;
  /** Updates of membranes: every neuron at every step. */
  readonly updates: number;
  /** Synapses that nothing crossed, of all that a dense network has, in [0, 1]: those of weight 0 are among them. */
  readonly silentShare: number;
}

/** What one pass of an image through the dense network takes, in multiply–adds. */
export interface DenseOperations {
  /** Of all weights. */
  readonly all: number;
  /** Of weights that are not 0. */
  readonly present: number;
  /** Of weights that are not 0 and come of values that are not 0, a mean over images: as few as a dense network can do with. */
  readonly needed: number;
}

/** Counts operations of a network. */
export interface OperationCounter {
  /** Additions that each event of a value costs, layer after layer, the output last. */
  readonly fanOut: readonly FanOut[];
  /** Totals over a batch so far, to be divided by the number of images. */
  count(run: CountedRun): Operations;
  /**
   * Of a dense network.
   * @param read - what each layer reads, `[batch × width]`, the output last
   */
  dense(read: readonly Float32Array[], batch: number): DenseOperations;
}

/** A batch in simulation, as {@link OperationCounter} sees it. */
export interface CountedRun {
  readonly batch: number;
  readonly steps: number;
  /** The image where it is a current, `[batch × inputs]`. */
  readonly image?: Float32Array | undefined;
  /** Steps at which each input spiked, where inputs are spikes, `[batch × inputs]`. */
  readonly inputEvents?: Float32Array | undefined;
  readonly layers: readonly Pick<LayerRun, 'events' | 'counts'>[];
}

/** A counter for a network. */
export function createOperationCounter({ layers, output, architecture }: SpikingNetwork): OperationCounter {
  const fanOut = [
    ...layers.map(({ shape, kernel }) => fanOutOf(shape, kernel)),
    fanOutOf({ spec: { kind: 'dense', units: architecture.classes }, positions: 1 }, output.kernel),
  ];
  const slots = fanOut.reduce((sum, { all }) => sum + sumOf(all), 0);
  const present = fanOut.reduce((sum, each) => sum + sumOf(each.present), 0);
  return {
    fanOut,
    count({ batch, steps, image, inputEvents, layers: runs }) {
      const sources = [...(inputEvents ? [inputEvents] : []), ...runs.map(({ events }) => events)];
      const offset = fanOut.length - sources.length;
      const synaptic = sources.reduce(
        (sum, events, i) => sum + weighted(events, fanOut[i + offset]!.present),
        0,
      );
      const crossed = [...(image ? [image] : []), ...sources].reduce(
        (sum, values, i) => sum + whereNotZero(values, fanOut[i]!.present),
        0,
      );
      const neurons = runs.reduce((sum, { counts }) => sum + counts.length, 0);
      return {
        inputSpikes: inputEvents ? sumOf(inputEvents) / batch : 0,
        spikes: runs.reduce((sum, { counts }) => sum + sumOf(counts), 0) / batch,
        synaptic: synaptic / batch,
        multiplyAdds: image ? whereNotZero(image, fanOut[0]!.present) / batch : 0,
        updates: (steps * neurons) / batch,
        silentShare: 1 - crossed / batch / slots,
      };
    },
    dense: (read, batch) => ({
      all: slots,
      present,
      needed: read.reduce((sum, values, i) => sum + whereNotZero(values, fanOut[i]!.present), 0) / batch,
    }),
  };
}

/** `Σ values · perValue`, whose `width` values repeat for each image. */
export function weighted(values: Float32Array, perValue: Float32Array): number {
  const width = perValue.length;
  let sum = 0;
  for (let start = 0; start < values.length; start += width)
    for (let i = 0; i < width; i++) sum += values[start + i]! * perValue[i]!;
  return sum;
}

function whereNotZero(values: Float32Array, perValue: Float32Array): number {
  const width = perValue.length;
  let sum = 0;
  for (let start = 0; start < values.length; start += width)
    for (let i = 0; i < width; i++) if (values[start + i] !== 0) sum += perValue[i]!;
  return sum;
}

/** The mean of operations over batches of as many images each. */
export function meanOperations(
  batches: readonly { readonly images: number; readonly operations: Operations }[],
): Operations {
  const images = batches.reduce((sum, each) => sum + each.images, 0);
  const mean = (name: keyof Operations): number =>
    batches.reduce((sum, each) => sum + each.images * each.operations[name], 0) / images;
  return {
    inputSpikes: mean('inputSpikes'),
    spikes: mean('spikes'),
    synaptic: mean('synaptic'),
    multiplyAdds: mean('multiplyAdds'),
    updates: mean('updates'),
    silentShare: mean('silentShare'),
  };
}
