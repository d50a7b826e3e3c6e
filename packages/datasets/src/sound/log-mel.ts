import { fft } from 'fourier-transform';
import type { ImageShape } from '@hebbench/core';

/** How a sound becomes a picture. */
export interface LogMelSettings {
  /** Samples a second. */
  readonly rate: number;
  /** Samples of a spectrum: a power of 2. */
  readonly window: number;
  /** Samples from one spectrum to the next. */
  readonly hop: number;
  /** Spectra: the width of the picture. */
  readonly frames: number;
  /** Bands of frequencies: the height of the picture. */
  readonly bands: number;
  /** Frequencies that the bands lie between, in Hz. */
  readonly lowest: number;
  readonly highest: number;
  /** Share of a sound's values that are black, at least: pictures of sounds are shapes on an empty ground, as drawings are. */
  readonly ground: number;
  /** What is this many dB weaker than a sound's loudest value is black, too. */
  readonly range: number;
}

/** Weaker than the loudest value by more than what is looked at. */
const LEAST = 1e-12;

/** Size of the pictures. */
export function pictureShape({ bands, frames }: LogMelSettings): ImageShape {
  return { height: bands, width: frames, channels: 1 };
}

/**
 * Makes log-mel pictures: energy in bands that are equally wide in mel (HTK's, `2595 log₁₀(1 + f / 700)`), through
 * triangles of equal area, of spectra under a Hann window; in dB, from the ground (black) to the loudest value (white),
 * which makes pictures independent of the recording's level. As librosa's `melspectrogram` with `center=False`,
 * `htk=True`, `norm='slaney'` and `power_to_db`. Longer sounds are cut to their middle, shorter ones stand in the middle
 * of silence, which is black.
 * @returns from samples to `bands × frames` bytes, the highest band first
 */
export function createLogMel(settings: LogMelSettings): (samples: Float32Array) => Uint8Array {
  const { window, hop, frames, bands } = settings;
  const length = window + hop * (frames - 1);
  const hann = Float64Array.from(
    { length: window },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window),
  );
  const filters = melFilters(settings);
  const windowed = new Float64Array(window);
  const energy = new Float64Array(window / 2 + 1);
  return (samples) => {
    // Where the sound begins in the picture; where it is longer, before it.
    const start = Math.floor((length - samples.length) / 2);
    const powers = new Float64Array(bands * frames);
    for (let frame = 0; frame < frames; frame++) {
      const from = frame * hop - start;
      for (let i = 0; i < window; i++) windowed[i] = hann[i]! * (samples[from + i] ?? 0);
      const [re, im] = fft(windowed);
      for (let k = 0; k < energy.length; k++) energy[k] = re[k]! ** 2 + im[k]! ** 2;
      filters.forEach(({ first, weights }, band) => {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * energy[first + k]!;
        powers[(bands - 1 - band) * frames + frame] = sum;
      });
    }
    const isRecorded = (frame: number): boolean =>
      frame * hop + window > start && frame * hop < start + samples.length;
    return toBytes(powers, isRecorded, settings);
  };
}

interface Filter {
  /** The first bin that counts. */
  readonly first: number;
  readonly weights: Float64Array;
}

/** Triangles over the bins of a spectrum, from the lowest band to the highest. */
function melFilters({ rate, window, bands, lowest, highest }: LogMelSettings): Filter[] {
  const [low, high] = [toMel(lowest), toMel(highest)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => toHertz(low + ((high - low) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band): Filter => {
    const [from, middle, to] = edges.slice(band, band + 3) as [number, number, number];
    const all = Float64Array.from({ length: window / 2 + 1 }, (_bin, k) => {
      const f = (k * rate) / window;
      const height = Math.min((f - from) / (middle - from), (to - f) / (to - middle));
      return (2 * Math.max(0, height)) / (to - from);
    });
    const first = all.findIndex((weight) => weight > 0);
    const last = all.findLastIndex((weight) => weight > 0);
    return {
      first: Math.max(0, first),
      weights: first < 0 ? new Float64Array() : all.slice(first, last + 1),
    };
  });
}

function toMel(hertz: number): number {
  return 2595 * Math.log10(1 + hertz / 700);
}

function toHertz(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1);
}

function toBytes(
  powers: Float64Array,
  isRecorded: (frame: number) => boolean,
  { frames, ground, range }: LogMelSettings,
): Uint8Array {
  const loudest = powers.reduce((most, each) => Math.max(most, each), 0);
  const bytes = new Uint8Array(powers.length);
  if (loudest === 0) return bytes;
  const levels = powers.map((power) => 10 * Math.log10(Math.max(power / loudest, LEAST)));
  const recorded = levels.filter((_, i) => isRecorded(i % frames)).toSorted();
  const black = Math.max(-range, recorded[Math.floor(ground * (recorded.length - 1))]!);
  if (black === 0) return bytes;
  levels.forEach((level, i) => (bytes[i] = Math.round(255 * Math.max(0, 1 - level / black))));
  return bytes;
}
