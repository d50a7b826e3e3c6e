import { HebbenchError, type Streams } from '@hebbench/core';
import { createHash } from 'node:crypto';

/**
 * How values in [0, 1] become spikes. `regular`: evenly spaced, `⌊tv + ½⌋ − ⌊(t − 1)v + ½⌋` at step t, what a neuron
 * without leak makes of a constant current. `poisson`: at each step with probability v, independently, the discrete form
 * of a Poisson process.
 */
export type Code = 'regular' | 'poisson';

/** Turns values into spikes, step after step. */
export interface Encoder {
  /** Fills `spikes` with those of the next step, 0 or 1 for each value. */
  next(spikes: Float32Array): void;
}

/** Settings of {@link createEncoder}. */
export interface EncoderOptions {
  readonly code: Code;
  /** Values of a row: rows have random numbers of their own. */
  readonly width: number;
  /** Where those of `poisson` come from. */
  readonly streams: Streams;
}

/**
 * An encoder of rows of values.
 *
 * Random numbers of a row are named by the row's values, below the streams that are given: an image has the same spikes
 * in every batch, and a row stays a row. Two images that differ in one grey level share nothing.
 * @param values - row after row, each in [0, 1]
 * @throws {@link HebbenchError} `INVALID_CONFIG` for values out of range
 */
export function createEncoder(values: Float32Array, options: EncoderOptions): Encoder {
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1 + ROUNDING));
  if (wrong >= 0)
    throw new HebbenchError('INVALID_CONFIG', 'Only values from 0 to 1 can be a number of spikes a step.', {
      got: `${values[wrong]} in place ${wrong % options.width} of row ${Math.floor(wrong / options.width)}`,
      expected: 'values from 0 to 1',
      fix: 'scale them before they are encoded',
    });
  return options.code === 'regular' ? regularEncoder(values) : poissonEncoder(values, options);
}

/** Grey levels divided by 255, and activity divided by its largest, may miss 1 by as much. */
const ROUNDING = 1e-6;

function regularEncoder(values: Float32Array): Encoder {
  let before = new Float32Array(values.length);
  let step = 0;
  return {
    next(spikes) {
      step++;
      for (let i = 0; i < values.length; i++) {
        const count = Math.floor(step * values[i]! + 0.5);
        // A value that rounding has taken above 1 still gives one spike a step.
        spikes[i] = count > before[i]! ? 1 : 0;
        before[i]! += spikes[i]!;
      }
    },
  };
}

function poissonEncoder(values: Float32Array, { width, streams }: EncoderOptions): Encoder {
  const rows = Array.from({ length: values.length / width }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    const present: number[] = [];
    for (let i = 0; i < width; i++) if (own[i]! > 0) present.push(row * width + i);
    return { present, stream: streams.stream(nameOf(own)) };
  });
  return {
    next(spikes) {
      spikes.fill(0);
      for (const { present, stream } of rows)
        for (const i of present) if (stream.uniform() < values[i]!) spikes[i] = 1;
    },
  };
}

/** A name for a row's values: equal values, equal names. */
function nameOf(row: Float32Array): string {
  const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
  return createHash('sha256').update(bytes).digest('base64url');
}
