import type { Labels, Split } from '@hebbench/core';

/** The images of a split at `indices`, in that order. */
export function subset(split: Split, indices: Uint32Array): Split {
  const inputs = split.pixels.length / Math.max(1, split.count);
  const pixels = new Uint8Array(indices.length * inputs);
  indices.forEach((from, to) =>
    pixels.set(split.pixels.subarray(from * inputs, (from + 1) * inputs), to * inputs),
  );
  return { count: indices.length, pixels, labels: labelsAt(split.labels, indices) };
}

/** The labels at `indices`, in that order. */
export function labelsAt(labels: Labels, indices: Uint32Array): Labels {
  const labelAt = (i: number): number => labels[i]!;
  return labels instanceof Uint16Array
    ? Uint16Array.from(indices, labelAt)
    : Uint8Array.from(indices, labelAt);
}
