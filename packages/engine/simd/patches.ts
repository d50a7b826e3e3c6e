// AssemblyScript, part of kernels.ts. Patches of images: values lie row by row, channels last, and so do a patch's.

import { LANES, STRIDE } from './lanes';

/** Copies a run of values; the last vector of a run reaches back over the one before, so that no value is left. */
function copyRun(from: usize, to: usize, count: i32): void {
  if (count >= LANES) {
    const last = <usize>(count - LANES) * 4;
    for (let at: usize = 0; at < last; at += STRIDE) v128.store(to + at, v128.load(from + at));
    v128.store(to + last, v128.load(from + last));
    return;
  }
  for (let i: i32 = 0; i < count; i++) store<f32>(to + <usize>i * 4, load<f32>(from + <usize>i * 4));
}

/** `to ← to + from` of a run of values. */
function addRun(from: usize, to: usize, count: i32): void {
  let i: i32 = 0;
  let at: usize = 0;
  for (; i + LANES <= count; i += LANES, at += STRIDE) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (; i < count; i++, at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
}

/**
 * Lays out the patches of images, `[samples, height, width, channels]` → `[samples, rows, columns, size, size, channels]`;
 * outside of the image is 0. `top` and `left` are rows and columns of zeros above and beside the image.
 */
export function patches(
  x: usize,
  out: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
): void {
  const line = <usize>width * <usize>channels * 4;
  const run = <usize>size * <usize>channels * 4;
  for (let sample: i32 = 0; sample < samples; sample++, x += <usize>height * line) {
    for (let row: i32 = 0; row < rows; row++) {
      const y = row * stride - top;
      for (let column: i32 = 0; column < columns; column++) {
        const left0 = column * stride - left;
        const first = max(left0, 0);
        const before = <usize>((first - left0) * channels) * 4;
        const count = max((min(left0 + size, width) - first) * channels, 0);
        const after = before + <usize>count * 4;
        const from = x + <usize>first * <usize>channels * 4;
        for (let i: i32 = y; i < y + size; i++, out += run) {
          if (i < 0 || i >= height) {
            memory.fill(out, 0, run);
            continue;
          }
          if (before > 0) memory.fill(out, 0, before);
          copyRun(from + <usize>i * line, out + before, count);
          if (after < run) memory.fill(out + after, 0, run - after);
        }
      }
    }
  }
}

/** The adjoint of {@link patches}: each value of an image becomes the sum of its places in patches. */
export function sumPatches(
  p: usize,
  out: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
): void {
  const line = <usize>width * <usize>channels * 4;
  const run = <usize>size * <usize>channels * 4;
  memory.fill(out, 0, <usize>samples * <usize>height * line);
  for (let sample: i32 = 0; sample < samples; sample++, out += <usize>height * line) {
    for (let row: i32 = 0; row < rows; row++) {
      const y = row * stride - top;
      for (let column: i32 = 0; column < columns; column++) {
        const left0 = column * stride - left;
        const first = max(left0, 0);
        const before = <usize>((first - left0) * channels) * 4;
        const count = (min(left0 + size, width) - first) * channels;
        const to = out + <usize>first * <usize>channels * 4;
        for (let i: i32 = y; i < y + size; i++, p += run) {
          if (i >= 0 && i < height) addRun(p + before, to + <usize>i * line, count);
        }
      }
    }
  }
}
