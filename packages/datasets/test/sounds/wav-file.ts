/** How samples are written. */
export interface WavForm {
  /** Bits of a sample. */
  readonly bits: 8 | 16 | 24 | 32 | 64;
  /** @defaultValue whole numbers */
  readonly floating?: boolean;
  /** @defaultValue 1 */
  readonly channels?: number;
  readonly rate: number;
  /** Whether the format is written in its longer form. @defaultValue false */
  readonly extensible?: boolean;
  /** A chunk before the samples, of an odd length. @defaultValue none */
  readonly note?: string;
}

/**
 * A WAV file.
 * @param samples - values in [−1, 1]; the same in all channels but for `sides`
 * @param sides - what each channel has in addition. @defaultValue nothing
 */
export function wavFile(
  samples: Float32Array,
  { bits, floating = false, channels = 1, rate, extensible = false, note }: WavForm,
  sides: readonly number[] = [],
): Buffer {
  const bytes = bits / 8;
  const data = Buffer.alloc(samples.length * channels * bytes);
  samples.forEach((value, i) => {
    for (let channel = 0; channel < channels; channel++)
      write(data, (i * channels + channel) * bytes, value + (sides[channel] ?? 0));
  });
  function write(to: Buffer, at: number, value: number): void {
    if (floating) return void (bits === 32 ? to.writeFloatLE(value, at) : to.writeDoubleLE(value, at));
    const whole = Math.round(Math.max(-1, Math.min(1, value)) * (2 ** (bits - 1) - 1));
    if (bits === 8) to.writeUInt8(whole + 128, at);
    else to.writeIntLE(whole, at, bytes);
  }
  const tag = floating ? 3 : 1;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels * bytes, 8);
  format.writeUInt16LE(channels * bytes, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
  }
  const notes = note === undefined ? [] : [chunk('LIST', Buffer.from(note))];
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), ...notes, chunk('data', data)]);
  return chunk('RIFF', body);
}

/** A chunk, which ends at an even place. */
export function chunk(name: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)]);
}

/** A tone, values in [−0.6, 0.6]. */
export function tone(rate: number, seconds: number, hertz = 440): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => 0.6 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}
