import { createStreams, valuesOf, type Split } from '@hebbench/core';
import { createLogMel, pictureShape, type LogMelSettings } from './log-mel.ts';
import { wavSamples } from './wav.ts';

/** A sound before it is a picture. */
export interface LabelledSound {
  readonly file: string;
  readonly label: number;
}

/**
 * The pictures of sounds, in their order.
 * @param bytesOf - reads a file
 * @throws `DATA_CORRUPT` for what is no sound
 */
export function soundPictures(
  sounds: readonly LabelledSound[],
  settings: LogMelSettings,
  bytesOf: (file: string) => Uint8Array,
): Uint8Array {
  const picture = createLogMel(settings);
  const size = valuesOf(pictureShape(settings));
  const pixels = new Uint8Array(sounds.length * size);
  sounds.forEach(({ file }, n) =>
    pixels.set(picture(wavSamples(bytesOf(file), file, settings.rate)), n * size),
  );
  return pixels;
}

/**
 * Some of the sounds as a split, in a random order that is the same each time: files are sorted by class.
 * @param pixels - the pictures of all
 * @param isIn - whether a sound belongs to the split
 */
export function soundSplit(
  sounds: readonly LabelledSound[],
  pixels: Uint8Array,
  isIn: (sound: LabelledSound, n: number) => boolean,
): Split {
  const members = sounds.flatMap((sound, n) => (isIn(sound, n) ? [n] : []));
  const order = createStreams(0).stream('sounds').permutation(members.length);
  const size = pixels.length / sounds.length;
  const own = new Uint8Array(members.length * size);
  const labels = new Uint8Array(members.length);
  order.forEach((from, to) => {
    const n = members[from]!;
    own.set(pixels.subarray(n * size, (n + 1) * size), to * size);
    labels[to] = sounds[n]!.label;
  });
  return { count: members.length, pixels: own, labels };
}
