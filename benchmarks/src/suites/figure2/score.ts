import type { ImageShape } from '@hebbench/core';
import { kernelsByUnit } from '@hebbench/nn';
import type { Score, ScoreContext } from '../../suite.ts';

/** Units whose kernels are shown; the same ones of every network. */
const SHOWN_UNITS = 36;
/** The scale ends where this share of a network's shown weights does: one outlier does not make all others dark. */
const SCALE_SHARE = 0.999;

/** The kernels in a record. */
export interface StoredKernels {
  readonly shape: ImageShape;
  readonly units: readonly number[];
  /** The weight that is shown as white. */
  readonly scale: number;
  /** `units × inputs` values 0 … 255 in base64: weights from 0 to `scale`. */
  readonly pixels: string;
}

/** Takes the kernels of some hidden units. */
export function score({ model, dataset }: ScoreContext): Score {
  const { values, inputs, units } = kernelsByUnit(model, 1);
  const shown = Array.from({ length: Math.min(SHOWN_UNITS, units) }, (_, i) =>
    Math.floor((i * units) / Math.min(SHOWN_UNITS, units)),
  );
  const weights = new Float32Array(shown.length * inputs);
  shown.forEach((unit, i) => weights.set(values.subarray(unit * inputs, (unit + 1) * inputs), i * inputs));
  const sorted = weights.toSorted();
  const scale = Math.max(1e-12, sorted[Math.floor(SCALE_SHARE * (sorted.length - 1))]!);
  const pixels = Uint8Array.from(weights, (w) => Math.round(255 * Math.min(1, Math.max(0, w / scale))));
  const kernels: StoredKernels = {
    shape: dataset.shape,
    units: shown,
    scale,
    pixels: Buffer.from(pixels).toString('base64'),
  };
  return { metrics: { scale }, details: { kernels } };
}
