import type { RandomStream } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { between, toByte } from './canvas.ts';
import { drawSplits } from './draw.ts';

const SIDE = 28;

/**
 * A band of sound: it runs from one frequency to another, between two times, both in 0 … 1 of the picture and of the
 * sound's length.
 */
interface Track {
  readonly from: number;
  readonly to: number;
  readonly begins: number;
  readonly ends: number;
  /** Half of its width, in 0 … 1 of the picture. */
  readonly breadth: number;
}

const track = (from: number, to: number, begins = 0, ends = 1, breadth = 0.07): Track => ({
  from,
  to,
  begins,
  ends,
  breadth,
});

/** Two or three resonances each, as vowels have, and hisses. */
const SPOKEN: readonly (readonly Track[])[] = [
  [track(0.2, 0.3), track(0.75, 0.5), track(0.85, 0.9, 0, 0.25, 0.15)],
  [track(0.15, 0.35), track(0.35, 0.45)],
  [track(0.85, 0.8, 0, 0.3, 0.18), track(0.2, 0.15, 0.3), track(0.5, 0.4, 0.3)],
  [track(0.8, 0.85, 0, 0.25, 0.1), track(0.25, 0.2, 0.2), track(0.55, 0.75, 0.2)],
  [track(0.9, 0.9, 0, 0.2, 0.08), track(0.3, 0.35, 0.2), track(0.5, 0.45, 0.2)],
  [track(0.85, 0.9, 0, 0.25, 0.1), track(0.35, 0.2, 0.2, 0.8), track(0.5, 0.7, 0.2, 0.8)],
  [track(0.85, 0.85, 0, 0.35, 0.2), track(0.25, 0.25, 0.35, 0.65), track(0.85, 0.85, 0.7, 1, 0.2)],
  [
    track(0.85, 0.8, 0, 0.25, 0.2),
    track(0.3, 0.25, 0.25),
    track(0.6, 0.5, 0.25, 0.6),
    track(0.55, 0.65, 0.6),
  ],
  [track(0.25, 0.2, 0, 0.7), track(0.65, 0.75, 0, 0.7), track(0.6, 0.6, 0.9, 1, 0.3)],
  [track(0.2, 0.4), track(0.45, 0.7, 0, 0.6), track(0.7, 0.45, 0.6)],
];

/** Hums, tones, cries and knocks. */
const CITY: readonly (readonly Track[])[] = [
  [track(0.15, 0.15, 0, 1, 0.14), track(0.5, 0.5, 0, 1, 0.04)],
  [track(0.4, 0.4, 0.1, 0.8, 0.04), track(0.6, 0.6, 0.1, 0.8, 0.04), track(0.8, 0.8, 0.1, 0.8, 0.04)],
  [track(0.5, 0.7, 0, 0.3), track(0.75, 0.45, 0.35, 0.6), track(0.5, 0.65, 0.7)],
  [track(0.4, 0.45, 0.1, 0.3, 0.25), track(0.4, 0.45, 0.6, 0.8, 0.25)],
  [track(0.6, 0.6, 0, 1, 0.25)],
  [track(0.1, 0.1, 0, 1, 0.08), track(0.3, 0.3, 0, 1, 0.05)],
  [track(0.5, 0.3, 0, 0.2, 0.45), track(0.25, 0.15, 0.2, 0.6, 0.15)],
  [0, 0.25, 0.5, 0.75].map((begins) => track(0.45, 0.45, begins, begins + 0.12, 0.4)),
  [track(0.4, 0.75, 0, 0.5, 0.05), track(0.75, 0.4, 0.5, 1, 0.05)],
  [
    track(0.2, 0.25, 0, 1, 0.05),
    track(0.35, 0.5, 0, 0.5, 0.05),
    track(0.55, 0.4, 0.5, 1, 0.05),
    track(0.7, 0.7, 0, 1, 0.04),
  ],
];

/** Spectrograms of made-up words, 28 × 28: the stand-in for spoken digits. */
export function drawSpokenDigits(): Splits {
  return drawSounds('spoken digits', SPOKEN, [0.4, 0.85]);
}

/** Spectrograms of made-up noises, 28 × 28: the stand-in for sounds of a city. */
export function drawCitySounds(): Splits {
  return drawSounds('city sounds', CITY, [0.5, 0.9]);
}

function drawSounds(
  name: string,
  classes: readonly (readonly Track[])[],
  lengths: readonly [number, number],
): Splits {
  const shape = { height: SIDE, width: SIDE, channels: 1 };
  return drawSplits(name, shape, classes.length, (label, stream, out) =>
    drawSound(classes[label]!, lengths, stream, out),
  );
}

/** Each sound has a length, a pitch and a noise of its own. */
function drawSound(
  tracks: readonly Track[],
  lengths: readonly [number, number],
  stream: RandomStream,
  out: Uint8Array,
): void {
  const length = between(stream, ...lengths);
  const start = between(stream, 0, 1 - length);
  const pitch = between(stream, -0.14, 0.14);
  const noise = between(stream, 0.1, 0.5);
  const heard = tracks.map((each) => ({
    ...each,
    from: each.from + pitch + between(stream, -0.05, 0.05),
    to: each.to + pitch + between(stream, -0.05, 0.05),
    loudness: between(stream, 0.4, 1),
  }));
  for (let column = 0; column < SIDE; column++) {
    const time = ((column + 0.5) / SIDE - start) / length;
    if (time < 0 || time > 1) continue;
    for (let row = 0; row < SIDE; row++) {
      const frequency = 1 - (row + 0.5) / SIDE;
      let brightness = 0;
      for (const { from, to, begins, ends, breadth, loudness } of heard) {
        if (time < begins || time > ends) continue;
        const middle = from + ((to - from) * (time - begins)) / (ends - begins);
        brightness = Math.max(brightness, loudness * (1 - Math.abs(frequency - middle) / (2 * breadth)));
      }
      out[row * SIDE + column] = toByte(brightness + between(stream, -noise, noise));
    }
  }
}
