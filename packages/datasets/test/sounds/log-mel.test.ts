import { expect, test } from 'vitest';
import { createLogMel, type LogMelSettings } from '../../src/index.ts';
import { FSDD_PICTURES } from '../../src/sets/fsdd.ts';
import { URBANSOUND8K_PICTURES } from '../../src/sets/urbansound8k.ts';

/** A rising tone with a higher one, loudest in the middle, over a weak hum. */
function sound(rate: number, samples: number, hertz: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => {
    const t = i / rate;
    const loudness = 1 - Math.abs((2 * i) / samples - 1);
    return (
      0.5 * loudness * Math.sin(2 * Math.PI * (hertz * t + 300 * t * t)) +
      0.2 * loudness * Math.sin(2 * Math.PI * 3 * hertz * t) +
      0.001 * Math.sin(2 * Math.PI * 60 * t)
    );
  });
}

/**
 * Pictures that librosa 0.11 (NumPy 2.4) makes of the same sounds: `melspectrogram` with `center=False`, `htk=True`,
 * `norm='slaney'`, `power_to_db` against the loudest value, and bytes as the settings say. A column, a row, and the sum.
 */
const LIBROSA: readonly {
  readonly what: string;
  readonly settings: LogMelSettings;
  readonly samples: number;
  readonly hertz: number;
  readonly column: readonly number[];
  readonly row: readonly number[];
  readonly sum: number;
}[] = [
  {
    what: 'a short sound',
    settings: FSDD_PICTURES,
    samples: 3000,
    hertz: 440,
    column: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 206, 196, 0, 0, 0, 0, 0, 226, 253, 152, 0, 0, 0, 0, 0, 11],
    row: [
      0, 0, 0, 0, 0, 0, 0, 71, 138, 188, 215, 233, 246, 255, 253, 242, 227, 205, 165, 104, 35, 0, 0, 0, 0, 0,
      0, 0,
    ],
    sum: 12460,
  },
  {
    what: 'a long sound',
    settings: FSDD_PICTURES,
    samples: 9000,
    hertz: 700,
    column: [0, 0, 0, 0, 0, 0, 13, 212, 186, 0, 0, 0, 0, 0, 238, 251, 78, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16],
    row: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    sum: 26254,
  },
  {
    what: 'a sound of a city',
    settings: URBANSOUND8K_PICTURES,
    samples: 60000,
    hertz: 500,
    column: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 202, 252, 241, 0, 0, 0, 0, 0, 0, 0, 0, 10],
    row: [0, 0, 0, 0, 0, 0, 0, 179, 226, 237, 222, 69, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    sum: 14077,
  },
];

test.each(LIBROSA)('the picture of $what is librosa’s', ({ settings, samples, hertz, column, row, sum }) => {
  const picture = createLogMel(settings)(sound(settings.rate, samples, hertz));
  expect(picture).toHaveLength(28 * 28);
  // Rounding may differ in a value, and no more.
  const near = (own: readonly number[], other: readonly number[]): void =>
    own.forEach((value, i) => expect(Math.abs(value - other[i]!)).toBeLessThanOrEqual(1));
  near(
    Array.from({ length: 28 }, (_, y) => picture[28 * y + 14]!),
    column,
  );
  near([...picture.subarray(20 * 28, 21 * 28)], row);
  expect(Math.abs(picture.reduce((total, value) => total + value, 0) - sum)).toBeLessThanOrEqual(2);
});

test('half of a sound at least is ground, its loudest value white, whatever its level', () => {
  const noise = Float32Array.from({ length: 6398 }, (_, i) => Math.sin(i * i * 0.013) + Math.sin(i * 1.7));
  const picture = createLogMel(FSDD_PICTURES);
  const whole = picture(noise);
  expect(whole.filter((value) => value === 0).length).toBeGreaterThanOrEqual(whole.length / 2);
  expect(Math.max(...whole)).toBe(255);
  const quiet = picture(noise.map((value) => value / 1024));
  expect(quiet).toEqual(whole);
});

test('silence is black', () => {
  const picture = createLogMel(FSDD_PICTURES)(new Float32Array(3000));
  expect(new Set(picture)).toEqual(new Set([0]));
});

test('a short sound stands in the middle of silence, and of a long one the middle is seen', () => {
  const picture = createLogMel(FSDD_PICTURES);
  const columns = (of: Uint8Array): number[] =>
    Array.from({ length: 28 }, (_, x) => x).filter((x) => of.some((value, i) => i % 28 === x && value > 0));
  const tone = (samples: number): Float32Array =>
    Float32Array.from({ length: samples }, (_, i) => Math.sin(0.9 * i));
  const seen = columns(picture(tone(800)));
  expect(seen[0]! + seen.at(-1)!).toBeGreaterThanOrEqual(26);
  expect(seen[0]! + seen.at(-1)!).toBeLessThanOrEqual(28);
  expect(seen.length).toBeLessThan(9);
  const long = new Float32Array(20_000);
  long.set(tone(400), 9800);
  const short = new Float32Array(6398);
  short.set(tone(400), 9800 - (20_000 - 6398) / 2);
  expect(picture(long)).toEqual(picture(short));
});
