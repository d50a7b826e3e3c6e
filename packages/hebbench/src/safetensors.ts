import type { SavedTensor } from '@hebbench/nn';
import { z } from 'zod';

/** What a safetensors file holds: float32 tensors by name, and text by name. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, SavedTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of the length of the header, a 64-bit number. */
const LENGTH_BYTES = 8;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Name of the entry that holds text. */
const METADATA = '__metadata__';
/** The format's own limit: a header is read before anything of the file is trusted. */
const LONGEST_HEADER = 100_000_000;

/**
 * Tensors in the safetensors format (https://github.com/huggingface/safetensors): the length of a JSON header, the header
 * with each tensor's type, shape and place, then the values, little-endian, row by row. Python reads it with `safetensors`.
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    const begin = end;
    end += data.length * FLOAT_BYTES;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) }));
  // Padded with spaces, so that the values begin at a multiple of 8.
  const padded = Buffer.alloc(Math.ceil(header.length / LENGTH_BYTES) * LENGTH_BYTES, ' ');
  header.copy(padded);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(padded.length));
  const values = Object.values(tensors).map(({ data }) =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  );
  return Buffer.concat([length, padded, ...values]);
}

const size = z.int().min(0);
const headerSchema = z.record(
  z.string(),
  z.strictObject({
    dtype: z.string(),
    shape: z.array(size),
    data_offsets: z.tuple([size, size]),
  }),
);

/**
 * Reads a safetensors file of float32 tensors.
 * @throws Error that says what is wrong with it
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < LENGTH_BYTES) throw new Error(`${file.length} bytes, too few for a header`);
  const length = Number(file.readBigUInt64LE());
  const start = LENGTH_BYTES + length;
  if (length > LONGEST_HEADER || start > file.length)
    throw new Error(`a header of ${length} bytes in a file of ${file.length}`);
  const header = parseHeader(file.subarray(LENGTH_BYTES, start).toString());
  const { [METADATA]: text = {}, ...rest } = header;
  const metadata = z.record(z.string(), z.string()).safeParse(text);
  if (!metadata.success) throw new Error('metadata that is no text by name');
  const entries = headerSchema.safeParse(rest);
  if (!entries.success) throw new Error(z.prettifyError(entries.error).replaceAll('\n', ' '));
  const tensors = Object.entries(entries.data).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      const count = shape.reduce((product, each) => product * each, 1);
      if (dtype !== 'F32') throw new Error(`the tensor "${name}" of type ${dtype}; only F32 is read`);
      if (to - from !== count * FLOAT_BYTES || start + to > file.length)
        throw new Error(`the tensor "${name}" of shape [${shape.join(', ')}] at ${from} to ${to}`);
      const data = new Float32Array(count);
      new Uint8Array(data.buffer).set(file.subarray(start + from, start + to));
      return [name, { shape, data }] as const;
    },
  );
  return { tensors: Object.fromEntries(tensors), metadata: metadata.data };
}

function parseHeader(text: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new Error('a header that is no JSON');
  }
  if (typeof header === 'object' && header !== null && !Array.isArray(header))
    return header as Record<string, unknown>;
  throw new Error('a header that is no JSON object');
}
