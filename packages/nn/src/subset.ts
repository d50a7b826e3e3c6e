import type { Split } from '@hebbench/core';

/** The images of a split at `indices`, in that order. */
export function subset(split: Split, indices: Uint32Array): Split {
  const inputs = split.pixels.length / Math.max(1, split.count);
  const pixels = new Uint8Array(indices.length * inputs);
  indices.forEach((from, to) =>
    pixels.set(split.pixels.subarray(from * inputs, (from + 1) * inputs), to * inputs),
  );
  return { count: indices.length, pixels, labels: Uint8Array.from(indices, (i) => split.labels[i]!) };
}
