/** Values that a file of {@link encodeNpy} can hold. */
export type NpyValues = Float32Array | Uint8Array;

/** Magic bytes and version 1.0 of numpy's file format. */
const PREFIX = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
/** The values begin at a multiple of this many bytes. */
const ALIGNMENT = 64;

/**
 * An array as numpy stores it (NPY 1.0, little-endian, row by row): `numpy.load` and many other programs read it.
 * @param shape - its product is the number of values
 */
export function encodeNpy(shape: readonly number[], values: NpyValues): Uint8Array {
  const type = values instanceof Float32Array ? '<f4' : '|u1';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const unpadded = PREFIX.length + 2 + head.length + 1;
  const padded = `${head}${' '.repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([PREFIX, length, Buffer.from(padded, 'latin1'), bytes]);
}
