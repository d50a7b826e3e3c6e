import { createStreams, type ImageShape, type RandomStream, type Split } from '@hebbench/core';
import type { Splits } from '../definition.ts';

/** Images of an embedded set. */
const COUNTS = { train: 6000, test: 1000 } as const;

/** Draws one image of a class into `out`, values 0 … 255, channels last. */
export type DrawImage = (label: number, stream: RandomStream, out: Uint8Array) => void;

/** Draws both splits of an embedded set, with as many images of each class, from a fixed seed. */
export function drawSplits(name: string, shape: ImageShape, classes: number, drawImage: DrawImage): Splits {
  const size = shape.height * shape.width * shape.channels;
  const streams = createStreams(0).child('embedded').child(name);
  const draw = (split: keyof typeof COUNTS): Split => {
    const count = COUNTS[split];
    const stream = streams.stream(split);
    const pixels = new Uint8Array(count * size);
    const labels = Uint8Array.from(stream.permutation(count), (n) => n % classes);
    labels.forEach((label, n) => drawImage(label, stream, pixels.subarray(n * size, (n + 1) * size)));
    return { count, pixels, labels };
  };
  return { train: draw('train'), test: draw('test') };
}
