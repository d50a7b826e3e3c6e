import { corruptFile } from './corrupt.ts';
import { MOST_BYTES } from './read-file.ts';

/** An array as NumPy stores it, row by row. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float64Array;
  /** Whether the file holds floating-point numbers, or truth, which goes from 0 to 1 as well. */
  readonly isFloat: boolean;
}

const MAGIC = '\x93NUMPY';
const EXPORT_AGAIN = 'save it again by numpy.save or numpy.savez, as whole numbers from 0 to 255';

/**
 * Parses NPY (NumPy's format 1.0 to 3.0): numbers of any type, and no Python objects.
 * @param file - its name, for errors
 * @throws `DATA_CORRUPT`
 */
export function parseNpy(bytes: Uint8Array, file: string): NumpyArray {
  const { type, shape, start } = parseHeader(bytes, file);
  return { shape, ...decodeNumbers(bytes.subarray(start), { type, shape, file }) };
}

function parseHeader(bytes: Uint8Array, file: string): { type: string; shape: number[]; start: number } {
  const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(0, 6) !== MAGIC) {
    throw corruptFile(file, `a file that begins with ${JSON.stringify(text(0, 6))}`, 'NPY', EXPORT_AGAIN);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  if (bytes.length < start) throw corruptFile(file, `${bytes.length} bytes`, 'a header', EXPORT_AGAIN);
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = text(start, start + length);
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined || bytes.length < start + length) {
    throw corruptFile(
      file,
      `the header ${JSON.stringify(header.slice(0, 80))}`,
      'type and shape',
      EXPORT_AGAIN,
    );
  }
  if (/'fortran_order':\s*True/.test(header)) {
    const fix = 'save numpy.ascontiguousarray of it';
    throw corruptFile(file, 'an array stored column by column', 'one stored row by row', fix);
  }
  return {
    type,
    shape: shape
      .split(',')
      .filter((part) => part.trim())
      // Python 2 has them with an L behind them.
      .map((part) => Number.parseInt(part, 10)),
    start: start + length,
  };
}

type Reader = (view: DataView, at: number, little: boolean) => number;

const READERS: Readonly<Record<string, Reader>> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/**
 * Numbers of one of NumPy's types, e.g. `|u1` or `<f4`.
 * @throws `DATA_CORRUPT` if the bytes are not as many as the shape asks for, or of another type
 */
export function decodeNumbers(
  bytes: Uint8Array,
  { type, shape, file }: { readonly type: string; readonly shape: readonly number[]; readonly file: string },
): Pick<NumpyArray, 'values' | 'isFloat'> {
  const kind = type.slice(-2);
  const isByte = kind === 'u1';
  const read = READERS[kind];
  if ((!read && !isByte) || !/^[<>|=]?[a-z]\d$/.test(type)) {
    const got = type.includes('O') ? 'Python objects' : `values of type ${JSON.stringify(type)}`;
    throw corruptFile(file, got, 'numbers', EXPORT_AGAIN);
  }
  const size = Number(kind[1]);
  const count = shape.reduce((product, length) => product * length, 1);
  if (count > MOST_BYTES)
    throw corruptFile(file, `${shape.join(' × ')} values`, `at most ${MOST_BYTES} values`);
  if (bytes.length !== count * size) {
    throw corruptFile(
      file,
      `${bytes.length} bytes of values`,
      `${count * size} bytes, as its header says (${shape.join(' × ')})`,
      EXPORT_AGAIN,
    );
  }
  if (isByte) return { values: bytes, isFloat: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = read!(view, i * size, type[0] !== '>');
  return { values, isFloat: kind[0] === 'f' || kind[0] === 'b' };
}
