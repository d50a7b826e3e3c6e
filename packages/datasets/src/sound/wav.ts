import decode from '@audio/decode-wav';
import polyphase from '@audio/resample-polyphase';
import { corruptFile } from '../formats/corrupt.ts';
import { wavChunks, type WavChunks, type WavFormat } from './wav-chunks.ts';

/** Samples a second that are read. */
const RATES = { least: 8000, most: 192_000 } as const;
const [WHOLE, FLOATING] = [1, 3];
/** Bits of a sample, by format; compressed formats have blocks of their own. */
const BITS: Readonly<Record<number, readonly number[]>> = { [WHOLE]: [8, 16, 24, 32], [FLOATING]: [32, 64] };

/**
 * The samples of a WAV file: whole numbers of 8 to 32 bits, floating point, or what a compressed format stands for;
 * several channels as their mean.
 * @param file - its name, for errors
 * @param rate - samples a second that are wanted; others are resampled (windowed sinc)
 * @returns values in [−1, 1]
 * @throws `DATA_CORRUPT` if it is no WAV file, cut off, empty, or in a form that is not read
 */
export function wavSamples(bytes: Uint8Array, file: string, rate: number): Float32Array {
  const chunks = wavChunks(bytes, file);
  checkFormat(chunks.format, file);
  let channels: readonly Float32Array[];
  try {
    channels = decode(plainFile(chunks)).channelData;
  } catch (cause) {
    throw corruptFile(file, (cause as Error).message, FORMS, AS_PCM, cause);
  }
  const mono = meanOf(channels);
  if (mono.length === 0)
    throw corruptFile(file, 'no sample', 'a sound', 'leave the file out, or record it again');
  if (!mono.every(Number.isFinite))
    throw corruptFile(file, 'samples that are no numbers', 'finite samples', 'write the file again');
  const from = chunks.format.rate;
  return from === rate ? mono : polyphase(mono, { from, to: rate });
}

const FORMS = `samples of ${BITS[WHOLE]!.join(', ')} bits, or floating point of ${BITS[FLOATING]!.join(' or ')} bits`;
const AS_PCM = 'write it again as 16-bit PCM';

function checkFormat({ tag, channels, rate, blockBytes, bits }: WavFormat, file: string): void {
  if (channels < 1) throw corruptFile(file, 'no channel', 'a channel or more', AS_PCM);
  if (rate < RATES.least || rate > RATES.most) {
    const expected = `${RATES.least} to ${RATES.most} samples a second`;
    throw corruptFile(file, `${rate} samples a second`, expected, 'resample it');
  }
  const known = BITS[tag];
  if (known && !known.includes(bits)) throw corruptFile(file, `samples of ${bits} bits`, FORMS, AS_PCM);
  const expected = known ? (channels * bits) / 8 : Math.max(1, blockBytes);
  if (blockBytes !== expected)
    throw corruptFile(
      file,
      `${blockBytes} bytes for ${channels} × ${bits} bits`,
      `${expected} bytes`,
      AS_PCM,
    );
}

/**
 * Format and samples alone: the decoder does not know that chunks begin at even places. No Buffer, whose `slice` does not
 * copy as the decoder takes it to.
 */
function plainFile({ formatBytes, data }: WavChunks): Uint8Array {
  const chunk = (name: string, bytes: Uint8Array): Uint8Array[] => {
    const size = new Uint8Array(new Uint32Array([bytes.length]).buffer);
    return [Buffer.from(name, 'latin1'), size, bytes];
  };
  const body = [Buffer.from('WAVE', 'latin1'), ...chunk('fmt ', evenly(formatBytes)), ...chunk('data', data)];
  return Uint8Array.from(Buffer.concat(chunk('RIFF', Buffer.concat(body))));
}

function evenly(bytes: Uint8Array): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1);
}

function meanOf(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (!first) return new Float32Array();
  if (others.length === 0) return first;
  return first.map((value, i) => others.reduce((sum, each) => sum + each[i]!, value) / channels.length);
}
