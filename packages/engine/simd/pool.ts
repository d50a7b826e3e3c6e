// AssemblyScript, part of kernels.ts. Pooling over windows of images, channel by channel; values lie row by row, channels
// last. What is outside of the image is in no window.
//
// A window is given by its first and the end of its last line, `start` and `end`, by the bytes that it reaches `across` a
// line, and by the bytes of a `pixel` and of a `line`.

import { STRIDE } from './lanes';

/** `[samples, height, width, channels]` → maximum or mean of each window, `[samples, rows, columns, channels]`. */
export function pool(
  x: usize,
  y: usize,
  mean: bool,
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
  const pixel = <usize>channels * 4;
  const line = <usize>width * pixel;
  for (let sample: i32 = 0; sample < samples; sample++, x += <usize>height * line) {
    for (let row: i32 = 0; row < rows; row++) {
      const firstRow = max(row * stride - top, 0);
      const endRow = min(row * stride - top + size, height);
      const end = x + <usize>endRow * line;
      for (let column: i32 = 0; column < columns; column++, y += pixel) {
        const firstColumn = max(column * stride - left, 0);
        const wide = min(column * stride - left + size, width) - firstColumn;
        const start = x + <usize>firstRow * line + <usize>firstColumn * pixel;
        const across = <usize>wide * pixel;
        if (mean) meanOf(start, end, across, pixel, line, 1 / <f32>((endRow - firstRow) * wide), y);
        else maximumOf(start, end, across, pixel, line, y);
      }
    }
  }
}

function maximumOf(start: usize, end: usize, across: usize, pixel: usize, line: usize, y: usize): void {
  let at: usize = 0;
  for (; at + STRIDE <= pixel; at += STRIDE) {
    let highs = v128.load(start + at);
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) highs = f32x4.max(highs, v128.load(i));
    }
    v128.store(y + at, highs);
  }
  for (; at < pixel; at += 4) {
    let high = load<f32>(start + at);
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) high = Mathf.max(high, load<f32>(i));
    }
    store<f32>(y + at, high);
  }
}

function meanOf(
  start: usize,
  end: usize,
  across: usize,
  pixel: usize,
  line: usize,
  share: f32,
  y: usize,
): void {
  const shares = f32x4.splat(share);
  let at: usize = 0;
  for (; at + STRIDE <= pixel; at += STRIDE) {
    let sums = f32x4.splat(0);
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) sums = f32x4.add(sums, v128.load(i));
    }
    v128.store(y + at, f32x4.mul(sums, shares));
  }
  for (; at < pixel; at += 4) {
    let sum: f32 = 0;
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) sum += load<f32>(i);
    }
    store<f32>(y + at, sum * share);
  }
}

/**
 * Gradient of {@link pool} in x. That of a maximum goes to the first value of the window that has it, from left to right
 * and from the top; that of a mean to all of them alike.
 */
export function poolGradient(
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  mean: bool,
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
  const pixel = <usize>channels * 4;
  const line = <usize>width * pixel;
  const image = <usize>height * line;
  memory.fill(dx, 0, <usize>samples * image);
  for (let sample: i32 = 0; sample < samples; sample++, x += image, dx += image) {
    for (let row: i32 = 0; row < rows; row++) {
      const firstRow = max(row * stride - top, 0);
      const endRow = min(row * stride - top + size, height);
      const end = dx + <usize>endRow * line;
      for (let column: i32 = 0; column < columns; column++, y += pixel, dy += pixel) {
        const firstColumn = max(column * stride - left, 0);
        const wide = min(column * stride - left + size, width) - firstColumn;
        const start = dx + <usize>firstRow * line + <usize>firstColumn * pixel;
        const across = <usize>wide * pixel;
        if (mean) addShares(start, end, across, pixel, line, 1 / <f32>((endRow - firstRow) * wide), dy);
        else addToMaximum(start, end, across, pixel, line, x - dx, y, dy);
      }
    }
  }
}

/** @param toInput - from a value's gradient to the value, in bytes */
function addToMaximum(
  start: usize,
  end: usize,
  across: usize,
  pixel: usize,
  line: usize,
  toInput: usize,
  y: usize,
  dy: usize,
): void {
  let at: usize = 0;
  for (; at + STRIDE <= pixel; at += STRIDE) {
    const highs = v128.load(y + at);
    const d = v128.load(dy + at);
    let wanted = i32x4.splat(-1);
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) {
        // Not below the maximum, rather than equal to it: where it is NaN, its gradient must not be lost.
        const found = v128.andnot(wanted, f32x4.lt(v128.load(i + toInput), highs));
        v128.store(i, f32x4.add(v128.load(i), v128.and(found, d)));
        wanted = v128.andnot(wanted, found);
      }
    }
  }
  for (; at < pixel; at += 4) addToFirst(start + at, end, across, pixel, line, toInput, y + at, dy + at);
}

/** The same for a single channel. */
function addToFirst(
  start: usize,
  end: usize,
  across: usize,
  pixel: usize,
  line: usize,
  toInput: usize,
  y: usize,
  dy: usize,
): void {
  const high = load<f32>(y);
  for (let from = start; from < end; from += line) {
    for (let i = from, to = from + across; i < to; i += pixel) {
      if (load<f32>(i + toInput) < high) continue;
      store<f32>(i, load<f32>(i) + load<f32>(dy));
      return;
    }
  }
}

function addShares(
  start: usize,
  end: usize,
  across: usize,
  pixel: usize,
  line: usize,
  share: f32,
  dy: usize,
): void {
  const shares = f32x4.splat(share);
  let at: usize = 0;
  for (; at + STRIDE <= pixel; at += STRIDE) {
    const d = f32x4.mul(v128.load(dy + at), shares);
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) v128.store(i, f32x4.add(v128.load(i), d));
    }
  }
  for (; at < pixel; at += 4) {
    const d = load<f32>(dy + at) * share;
    for (let from = start + at; from < end; from += line) {
      for (let i = from, to = from + across; i < to; i += pixel) store<f32>(i, load<f32>(i) + d);
    }
  }
}
