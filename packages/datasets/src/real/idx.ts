import { corruptFile } from './corrupt.ts';

const UNSIGNED_BYTES = 0x08;

/** An array as an IDX file holds it. */
export interface IdxArray {
  /** Lengths of the dimensions. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Parses an IDX file of unsigned bytes, the format of MNIST: two zero bytes, a type, the number of dimensions, their
 * lengths (big-endian), the values.
 * @param file - its name, for errors
 * @param dimensions - how many are expected
 * @throws `DATA_CORRUPT`
 */
export function parseIdx(bytes: Uint8Array, file: string, dimensions: number): IdxArray {
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) throw corruptFile(file, `${bytes.length} bytes`, `a header of ${header} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = (UNSIGNED_BYTES << 8) | dimensions;
  if (magic !== expected)
    throw corruptFile(file, `magic number ${hex(magic)}`, `magic number ${hex(expected)}`);
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== header + size) {
    throw corruptFile(
      file,
      `${bytes.length - header} bytes of data`,
      `${size} bytes, as the header says (${shape.join(' × ')})`,
    );
  }
  return { shape, values: bytes.subarray(header) };
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
