import { corruptFile } from '../formats/corrupt.ts';

/** What a WAV file says of its samples, and where they are. */
export interface WavChunks {
  readonly format: WavFormat;
  /** The chunk `fmt `, without its header. */
  readonly formatBytes: Uint8Array;
  /** The samples, without a header. */
  readonly data: Uint8Array;
}

/** The fields of the chunk `fmt ` that are checked. */
export interface WavFormat {
  /** 1: whole numbers; 3: floating point; others are compressed. */
  readonly tag: number;
  readonly channels: number;
  /** Samples a second of each channel. */
  readonly rate: number;
  /** Bytes of a sample of all channels. */
  readonly blockBytes: number;
  readonly bits: number;
}

const HEADER = 12;
const CHUNK_HEADER = 8;
const LEAST_FORMAT = 16;
const EXTENSIBLE = 0xfffe;
/** Where an extensible format says which one it is. */
const SUB_FORMAT = 24;
/** What programs write that do not know the length when they begin. */
const TO_THE_END = 0xffff_ffff;

/**
 * Finds format and samples among the chunks of a WAV file, whatever else it holds.
 * @param file - its name, for errors
 * @throws `DATA_CORRUPT` if it is no WAV file, cut off, or without either
 */
export function wavChunks(bytes: Uint8Array, file: string): WavChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = `${text(bytes, 0)} … ${text(bytes, 8)}`;
  if (bytes.length < HEADER || kind !== 'RIFF … WAVE') {
    const got = bytes.length < HEADER ? `${bytes.length} bytes` : `a file that begins with "${kind}"`;
    throw corruptFile(file, got, 'a WAV file, which begins with "RIFF … WAVE"', NO_WAV);
  }
  let format: Uint8Array | undefined;
  for (let at = HEADER; at + CHUNK_HEADER <= bytes.length;) {
    const name = text(bytes, at);
    const size = view.getUint32(at + 4, true);
    const start = at + CHUNK_HEADER;
    const left = bytes.length - start;
    if (name === 'data') {
      if (!format)
        throw corruptFile(file, 'samples before their format', 'a chunk "fmt " before them', NO_WAV);
      if (size > left && size !== TO_THE_END)
        throw corruptFile(file, `${left} of ${size} bytes of samples`, 'a whole file', CUT_OFF);
      return {
        format: formatOf(format),
        formatBytes: format,
        data: bytes.subarray(start, start + Math.min(size, left)),
      };
    }
    if (size > left)
      throw corruptFile(file, `${left} of ${size} bytes of the chunk "${name}"`, 'a whole file', CUT_OFF);
    if (name === 'fmt ') {
      if (size < LEAST_FORMAT)
        throw corruptFile(file, `a format of ${size} bytes`, `${LEAST_FORMAT} bytes or more`, NO_WAV);
      format = bytes.subarray(start, start + size);
    }
    // Chunks begin at even places.
    at = start + size + (size % 2);
  }
  const missing = format ? 'data' : 'fmt ';
  throw corruptFile(file, `no chunk "${missing}"`, 'the chunks "fmt " and "data"', NO_WAV);
}

const NO_WAV = 'write it again as a WAV file, or copy it from its publisher';
const CUT_OFF = 'copy the file again';

function formatOf(bytes: Uint8Array): WavFormat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = view.getUint16(0, true);
  const isExtensible = tag === EXTENSIBLE && bytes.length >= SUB_FORMAT + 2;
  return {
    tag: isExtensible ? view.getUint16(SUB_FORMAT, true) : tag,
    channels: view.getUint16(2, true),
    rate: view.getUint32(4, true),
    blockBytes: view.getUint16(12, true),
    bits: view.getUint16(14, true),
  };
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4)).replace(/[^ -~]/g, '?');
}
