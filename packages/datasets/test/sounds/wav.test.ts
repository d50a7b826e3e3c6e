import { describe, expect, test } from 'vitest';
import { wavSamples } from '../../src/index.ts';
import { errorOf } from '../small-sets.ts';
import { chunk, tone, wavFile, type WavForm } from './wav-file.ts';

/** The largest difference of two sounds, their ends left out: a resampler knows nothing beyond them. */
function difference(one: Float32Array, other: Float32Array, ends = 0): number {
  let largest = 0;
  for (let i = ends; i < one.length - ends; i++) largest = Math.max(largest, Math.abs(one[i]! - other[i]!));
  return largest;
}

test.each<WavForm & { readonly within: number }>([
  { bits: 8, rate: 8000, within: 1 / 100 },
  { bits: 16, rate: 8000, within: 1e-4 },
  { bits: 24, rate: 8000, within: 1e-6 },
  { bits: 32, rate: 8000, within: 1e-6 },
  { bits: 32, floating: true, rate: 8000, within: 1e-7 },
  { bits: 64, floating: true, rate: 8000, within: 1e-7 },
  { bits: 24, extensible: true, channels: 2, rate: 8000, within: 1e-6 },
  { bits: 16, note: 'odd', rate: 8000, within: 1e-4 },
])('samples are read: %o', ({ within, ...form }) => {
  const samples = tone(8000, 0.05);
  expect(difference(wavSamples(wavFile(samples, form), 'a.wav', 8000), samples)).toBeLessThan(within);
});

test('several channels are their mean', () => {
  const samples = tone(8000, 0.02);
  const file = wavFile(
    samples,
    { bits: 32, floating: true, channels: 4, rate: 8000 },
    [0.3, -0.3, 0.1, -0.1],
  );
  const read = wavSamples(file, 'a.wav', 8000);
  expect(read).toHaveLength(samples.length);
  expect(difference(read, samples)).toBeLessThan(1e-6);
});

test.each([8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])(
  '%i samples a second become 8000 and 22 050 of the same tone',
  (rate) => {
    for (const to of [8000, 22_050]) {
      const file = wavFile(tone(rate, 0.2), { bits: 16, rate });
      const read = wavSamples(file, 'a.wav', to);
      expect(Math.abs(read.length - to * 0.2)).toBeLessThanOrEqual(1);
      expect(difference(read, tone(to, 0.2), Math.floor(to * 0.02))).toBeLessThan(0.005);
    }
  },
);

test('what is above the highest frequency of the new rate is gone, not folded down', () => {
  const file = wavFile(tone(48_000, 0.2, 6500), { bits: 16, rate: 48_000 });
  const read = wavSamples(file, 'a.wav', 8000);
  expect(difference(read, new Float32Array(read.length), 200)).toBeLessThan(0.005);
});

describe('what is no sound is refused:', () => {
  const good = wavFile(tone(8000, 0.02), { bits: 16, rate: 8000 });
  const format = good.subarray(20, 36);
  const withFormat = (change: (format: Buffer) => void): Buffer => {
    const changed = Buffer.from(good);
    change(changed.subarray(20, 36));
    return changed;
  };
  const riff = (...chunks: Buffer[]): Buffer =>
    chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));

  test.each<readonly [what: string, bytes: Buffer, says: string]>([
    ['an empty file', Buffer.alloc(0), '0 bytes'],
    ['another file', Buffer.from('ID3 of an MP3 file'), 'begins with "ID3 '],
    [
      'a file of the other byte order',
      Buffer.concat([Buffer.from('RIFX'), good.subarray(4)]),
      '"RIFX … WAVE"',
    ],
    ['a file that is cut off', good.subarray(0, 200), '156 of 320 bytes of samples'],
    [
      'a chunk that is cut off',
      riff(chunk('fmt ', format)).subarray(0, 30),
      '10 of 16 bytes of the chunk "fmt "',
    ],
    ['no format', riff(chunk('data', Buffer.alloc(8))), 'samples before their format'],
    ['no samples', riff(chunk('fmt ', format)), 'no chunk "data"'],
    ['a sound of no length', riff(chunk('fmt ', format), chunk('data', Buffer.alloc(0))), 'no sample'],
    ['no channel', withFormat((bytes) => bytes.writeUInt16LE(0, 2)), 'no channel'],
    ['a rate of 0', withFormat((bytes) => bytes.writeUInt32LE(0, 4)), '0 samples a second'],
    ['a rate of 2 MHz', withFormat((bytes) => bytes.writeUInt32LE(2e6, 4)), '2000000 samples a second'],
    ['12 bits', withFormat((bytes) => bytes.writeUInt16LE(12, 14)), 'samples of 12 bits'],
    [
      'blocks of another length',
      withFormat((bytes) => bytes.writeUInt16LE(3, 12)),
      '3 bytes for 1 × 16 bits',
    ],
    ['an unknown format', withFormat((bytes) => bytes.writeUInt16LE(0x55, 0)), '0x55'],
    [
      'a sound that is no number',
      wavFile(Float32Array.of(0, Number.NaN, 0), { bits: 32, floating: true, rate: 8000 }),
      'no numbers',
    ],
  ])('%s', async (_, bytes, says) => {
    const error = await errorOf((async () => wavSamples(bytes, 'folder/a.wav', 8000))());
    expect(error.code).toBe('DATA_CORRUPT');
    expect(error.message).toContain('folder/a.wav');
    expect(error.got).toContain(says);
  });
});
