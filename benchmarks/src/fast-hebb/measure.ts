import { median } from '../speed/measurement.ts';
import * as tf from '@tensorflow/tfjs-core';
import { batched, OTHER_FORMS, type Form } from './forms.ts';
import { drawLayer, tiny, type MeasuredLayer } from './layers.ts';

/** Rows on which a loop is timed: its time is proportional to their number. */
const MOST_ROWS = 200;

/** What one form takes for an update of a layer. */
export interface FormTime {
  readonly name: string;
  readonly milliseconds: number;
  /** How often the batched form fits into it. */
  readonly factor: number;
  /** What the same number of operations takes where there is next to nothing to compute. */
  readonly operations: number;
  /** Memory that the form goes through, at least, in 10⁹ bytes. */
  readonly gigabytes: number;
}

/** An update of one layer, in all forms. */
export interface LayerTimes {
  readonly name: string;
  readonly rows: number;
  /** Of it, making patches. */
  readonly patches: number;
  readonly batched: number;
  /** Floating-point operations of the batched form, in 10⁹ a second. */
  readonly gflops: number;
  readonly forms: readonly FormTime[];
}

/**
 * Times a layer's update in all forms, in turn.
 * @param rounds - how often; medians are given
 * @throws an error where two forms do not give the same update
 */
export function measureLayer(layer: MeasuredLayer, rounds: number): LayerTimes {
  const { images, w } = drawLayer(layer);
  const x = layer.read(images);
  const some = tf.slice(x, [0, 0], [Math.min(MOST_ROWS, layer.rows), layer.inputs]);
  const scale = layer.rows / some.shape[0];
  const small = drawLayer(tiny(some.shape[0]));
  for (const form of OTHER_FORMS) expectSame(form, some, w);

  const reading: number[] = [];
  const whole: number[] = [];
  const others = OTHER_FORMS.map(() => ({ all: [] as number[], operations: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    reading.push(time(() => layer.read(images)));
    whole.push(time(() => batched.update(x, w)));
    OTHER_FORMS.forEach((form, i) => {
      others[i]!.all.push(time(() => form.update(some, w)) * scale);
      others[i]!.operations.push(time(() => form.update(small.images, small.w)) * scale);
    });
  }
  tf.dispose([images, w, x, some, small.images, small.w]);
  const [patches, products] = [median(reading), median(whole)];
  const { units, inputs } = layer;
  return {
    name: layer.name,
    rows: layer.rows,
    patches,
    batched: patches + products,
    gflops: (4 * layer.rows * units * inputs) / products / 1e6,
    forms: OTHER_FORMS.map(({ name, trafficOfRow }, i) => {
      const milliseconds = patches + median(others[i]!.all);
      return {
        name,
        milliseconds,
        factor: milliseconds / (patches + products),
        operations: median(others[i]!.operations),
        gigabytes: (4 * layer.rows * trafficOfRow(units, inputs)) / 1e9,
      };
    }),
  };
}

/** Milliseconds until a result is there. */
function time(make: () => tf.Tensor2D): number {
  const start = performance.now();
  const made = make();
  // A backend may compute lazily: reading makes it finish. One value, so that copying does not count.
  const corner = tf.slice(made, [0, 0], [1, 1]);
  corner.dataSync();
  const taken = performance.now() - start;
  tf.dispose([made, corner]);
  return taken;
}

function expectSame({ name, update }: Form, x: tf.Tensor2D, w: tf.Tensor2D): void {
  const [difference, largest] = tf.tidy(() => {
    const [expected, got] = [batched.update(x, w), update(x, w)];
    return [tf.max(tf.abs(tf.sub(expected, got))), tf.max(tf.abs(expected))].map((of) => of.dataSync()[0]!);
  }) as unknown as [number, number];
  if (!(difference <= 1e-4 * largest))
    throw new Error(`"${name}" is another update: ${difference} off, of at most ${largest}`);
}
