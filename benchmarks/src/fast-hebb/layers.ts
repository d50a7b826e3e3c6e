import { createStreams, windowPlaces, type ImageShape, type RandomStream } from '@hebbench/core';
import { patches } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** A layer whose update is measured. */
export interface MeasuredLayer {
  readonly name: string;
  readonly units: number;
  readonly inputs: number;
  /** Rows that an update of the layer reads. */
  readonly rows: number;
  /** Makes what the layer reads, `[rows, inputs]`: for a convolution its patches, which belong to its update. */
  read(images: tf.Tensor2D): tf.Tensor2D;
  /** Values of an image. */
  readonly pixels: number;
  readonly batch: number;
}

function dense(inputs: number, units: number, batch: number): MeasuredLayer {
  return {
    name: `dense, ${inputs} → ${units}, batch ${batch}`,
    units,
    inputs,
    rows: batch,
    read: (images) => tf.clone(images),
    pixels: inputs,
    batch,
  };
}

function convolution(image: ImageShape, size: number, units: number, batch: number): MeasuredLayer {
  const { height, width, channels } = image;
  const window = { size, stride: 1, padding: 'valid' } as const;
  const { rows, columns } = windowPlaces(image, window);
  return {
    name: `convolution, ${height} × ${width} × ${channels}, ${size} × ${size} → ${units}, batch ${batch}`,
    units,
    inputs: size * size * channels,
    rows: batch * rows * columns,
    read: (images) => patches(images, image, window),
    pixels: height * width * channels,
    batch,
  };
}

/** Layers of the size that is trained here: MNIST into one and two thousand units; CIFAR-10's first two convolutions. */
export const LAYERS: readonly MeasuredLayer[] = [
  dense(784, 500, 100),
  dense(784, 2000, 100),
  convolution({ height: 32, width: 32, channels: 3 }, 5, 96, 10),
  convolution({ height: 14, width: 14, channels: 96 }, 3, 384, 10),
];

/** The same number of operations with next to nothing to compute: what is left is their cost. */
export function tiny(rows: number): MeasuredLayer {
  return dense(4, 4, rows);
}

/** Images and weights of a layer, drawn from a fixed seed. */
export function drawLayer({ batch, pixels, units, inputs }: MeasuredLayer): {
  images: tf.Tensor2D;
  w: tf.Tensor2D;
} {
  const streams = createStreams(0);
  const draw = (stream: RandomStream, shape: [number, number], high: number): tf.Tensor2D =>
    tf.tensor2d(stream.fillUniform(new Float32Array(shape[0] * shape[1]), 0, high), shape);
  return {
    images: draw(streams.stream('images'), [batch, pixels], 1),
    // Currents of about 1, so that several units share what a row says.
    w: draw(streams.stream('weights'), [units, inputs], 4 / inputs),
  };
}
