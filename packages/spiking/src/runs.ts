import type { Streams } from '@hebbench/core';
import { createEncoder, type Code } from './encoders.ts';
import { createLayerRun, type Incoming, type LayerRun } from './layer-run.ts';
import type { SpikingLayer } from './network.ts';

/**
 * How an image drives the first layer: as a constant current, which is deterministic and takes its products once, or as
 * spikes.
 */
export type InputCode = 'current' | Code;

/** What comes in, of the settings of a simulation. */
export interface InputOptions {
  /** @defaultValue 'current' */
  readonly code?: InputCode | undefined;
  /** Where random numbers of `poisson` come from: a row's are named by its values below. */
  readonly streams: Streams;
}

/** Layers in a simulation, with what comes in. */
export interface Runs {
  readonly input: Incoming & { readonly events: Float32Array | undefined };
  readonly layers: readonly LayerRun[];
  step(time: number): void;
  /** The layer that the output reads. */
  passedOn(): LayerRun;
  /** As a counter wants them. */
  counted(): {
    readonly image: Float32Array | undefined;
    readonly inputEvents: Float32Array | undefined;
    readonly layers: readonly LayerRun[];
  };
}

/**
 * Layers at their beginning, for a batch.
 * @param values - what the first of them reads, row after row
 * @param shape - `[batch, width]` of the values
 */
export function createRuns(
  layers: readonly SpikingLayer[],
  values: Float32Array,
  [batch, width]: readonly [number, number],
  { code = 'current', streams }: InputOptions,
): Runs {
  const runs = layers.map((layer) => createLayerRun(layer, batch));
  const constant = code === 'current';
  const encoder = constant ? undefined : createEncoder(values, { code, width, streams });
  const spikes = constant ? values : new Float32Array(values.length);
  // One image that is a current has no sum that anything would ask for at its first step but itself.
  const total = constant ? values : new Float32Array(values.length);
  const input = { values: spikes, total, constant, events: constant ? undefined : total };
  return {
    input,
    layers: runs,
    step(time) {
      if (encoder) {
        encoder.next(spikes);
        for (let i = 0; i < spikes.length; i++) total[i]! += spikes[i]!;
      }
      let incoming: Incoming = input;
      for (const run of runs) {
        run.step(incoming, time);
        incoming = { values: run.passed, total: run.total, constant: false };
      }
    },
    passedOn: () => runs.at(-1)!,
    counted: () => ({ image: constant ? values : undefined, inputEvents: input.events, layers: runs }),
  };
}
