/** Values that a file of {@link encodeNpy} can hold. */
export type NpyValues = Float32Array | Uint8Array | Uint16Array;

/** An array with its shape. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: NpyValues;
}

/** Magic bytes and version 1.0 of numpy's file format. */
const PREFIX = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
/** The values begin at a multiple of this many bytes. */
const ALIGNMENT = 64;

/**
 * An array as numpy stores it (NPY 1.0, little-endian, row by row): `numpy.load` and many other programs read it.
 * @param shape - its product is the number of values
 */
export function encodeNpy(shape: readonly number[], values: NpyValues): Uint8Array {
  const type = values instanceof Float32Array ? '<f4' : values instanceof Uint16Array ? '<u2' : '|u1';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const unpadded = PREFIX.length + 2 + head.length + 1;
  const padded = `${head}${' '.repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([PREFIX, length, Buffer.from(padded, 'latin1'), bytes]);
}

/**
 * Reads what {@link encodeNpy} writes, and numpy of the same types.
 * @throws an error for a file of another kind, or one that is cut off
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = PREFIX.length + 2;
  if (file.length < start || !file.subarray(0, PREFIX.length).equals(PREFIX))
    throw new Error('no NPY 1.0 file');
  const end = start + file.readUInt16LE(PREFIX.length);
  const head = file.toString('latin1', start, end);
  const parts =
    /^\{'descr': '(?<type><f4|\|u1)', 'fortran_order': False, 'shape': \((?<sizes>[\d, ]*)\)/.exec(
      head,
    )?.groups;
  if (!parts) throw new Error(`an NPY file of another kind: ${head.trim()}`);
  const shape = parts['sizes']!.split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  const size = shape.reduce((product, each) => product * each, 1);
  const width = parts['type'] === '<f4' ? 4 : 1;
  // A copy of its own: values of four bytes must begin at a multiple of four.
  const values = Uint8Array.from(file.subarray(end));
  if (values.length !== size * width)
    throw new Error(`${values.length} bytes of values; ${size * width} expected`);
  return { shape, values: width === 4 ? new Float32Array(values.buffer) : values };
}
