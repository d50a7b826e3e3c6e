import { PickledArray, PickledGlobal, PickledType, type Global, type PickleValue } from './pickle-values.ts';

const GLOBALS: Readonly<Record<string, Global>> = {
  'multiarray _reconstruct': () => new PickledArray(),
  'numpy ndarray': () => new PickledArray(),
  'numpy dtype': (name) => new PickledType(textOf(name)),
  '_codecs encode': (text) => Buffer.from(textOf(text), 'latin1'),
  'numeric _frombuffer': fromBuffer,
};

/**
 * What a pickle means by a name.
 * @throws Error for all that is not needed to read arrays
 */
export function globalOf(module: string, name: string): PickledGlobal {
  const known = `${module.replace(/^numpy\.(_core|core)\.(multiarray|numeric)$/, '$2')} ${name}`;
  if (Object.hasOwn(GLOBALS, known)) return new PickledGlobal(GLOBALS[known]!);
  throw new Error(`a pickle that asks for ${module}.${name}; only plain values and NumPy's arrays are read`);
}

/** NumPy's own way to give an array its state: `(version, shape, type, is it stored by columns, bytes)`. */
export function buildArray(array: PickledArray, state: PickleValue): void {
  const [, shape, type, isFortran, bytes] = (Array.isArray(state) ? state : []) as PickleValue[];
  if (!Array.isArray(shape) || !(type instanceof PickledType) || !(bytes instanceof Uint8Array))
    throw new Error('a pickle with an array of other things than numbers');
  Object.assign(array, { shape: shape.map(Number), type: type.name, bytes, isFortran: isFortran === true });
}

/** `(version, order of bytes, …)` */
export function buildType(type: PickledType, state: PickleValue): void {
  const order = Array.isArray(state) ? textOf(state[1]) : '|';
  type.name = `${order}${type.name}`;
}

function fromBuffer(
  bytes?: PickleValue,
  type?: PickleValue,
  shape?: PickleValue,
  order?: PickleValue,
): PickledArray {
  const array = new PickledArray();
  buildArray(array, [1, shape ?? [], type ?? null, order === 'F', bytes ?? null]);
  return array;
}

/** A text, which older pickles hold as bytes. */
export function textOf(value: PickleValue | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value === 'string') return value;
  throw new Error(`a pickle with ${typeof value} in place of a text`);
}
