import { corruptFile } from './corrupt.ts';
import { MOST_BYTES } from './read-file.ts';

const UNSIGNED_BYTES = 0x08;

/** An array as an IDX file holds it. */
export interface IdxArray {
  /** Lengths of the dimensions. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Length of an IDX file of unsigned bytes, as its header says.
 * @param start - its first bytes
 * @param file - its name, for errors
 * @param dimensions - how many may be expected
 * @throws `DATA_CORRUPT`
 */
export function idxLength(start: Uint8Array, file: string, dimensions: readonly number[]): number {
  const { shape, header } = parseHeader(start, file, dimensions);
  return header + sizeOf(shape, file);
}

/**
 * Parses an IDX file of unsigned bytes, the format of MNIST: two zero bytes, a type, the number of dimensions, their
 * lengths (big-endian), the values.
 * @param file - its name, for errors
 * @param dimensions - how many may be expected
 * @throws `DATA_CORRUPT`
 */
export function parseIdx(bytes: Uint8Array, file: string, dimensions: readonly number[]): IdxArray {
  const { shape, header } = parseHeader(bytes, file, dimensions);
  const size = sizeOf(shape, file);
  if (bytes.length !== header + size) {
    throw corruptFile(
      file,
      `${bytes.length - header} bytes of data`,
      `${size} bytes, as the header says (${shape.join(' × ')})`,
    );
  }
  return { shape, values: bytes.subarray(header) };
}

function parseHeader(
  bytes: Uint8Array,
  file: string,
  allowed: readonly number[],
): { shape: readonly number[]; header: number } {
  const expected = allowed.map((dimensions) => hex((UNSIGNED_BYTES << 8) | dimensions)).join(' or ');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < 4 ? undefined : view.getUint32(0);
  // A file without even that is complained of by its length.
  const dimensions = magic === undefined ? allowed[0]! : magic & 0xff;
  const header = 4 + 4 * (allowed.includes(dimensions) ? dimensions : allowed[0]!);
  if (bytes.length < header) throw corruptFile(file, `${bytes.length} bytes`, `a header of ${header} bytes`);
  if (magic! >> 8 !== UNSIGNED_BYTES || !allowed.includes(dimensions))
    throw corruptFile(file, `magic number ${hex(magic!)}`, `magic number ${expected}`);
  return { shape: Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis)), header };
}

function sizeOf(shape: readonly number[], file: string): number {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size <= MOST_BYTES) return size;
  throw corruptFile(file, `a header of ${shape.join(' × ')} values`, `at most ${MOST_BYTES} values`);
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
