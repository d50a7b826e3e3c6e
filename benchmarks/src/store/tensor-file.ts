import type { SavedTensor } from '@hebbench/nn';
import { createHash } from 'node:crypto';
import { readRegularFile } from './read-regular.ts';

/**
 * A file of tensors: the SHA-256 of all that follows, the length of a head, the head as JSON, then the tensors' values as
 * float32, one after the other.
 */
export interface TensorFile<T> {
  /** Hash of all that made the tensors: a file says itself what it is of, whatever its name is. */
  readonly of: string;
  /** JSON value. */
  readonly head: T;
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

const DIGEST_BYTES = 32;

interface StoredHead<T> {
  readonly of: string;
  readonly head: T;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly length: number;
  }[];
}

/** The bytes of a file of tensors. */
export function encodeTensors<T>({ of, head, tensors }: TensorFile<T>): Uint8Array {
  const entries = Object.entries(tensors);
  const stored: StoredHead<T> = {
    of,
    head,
    tensors: entries.map(([name, { shape, data }]) => ({ name, shape, length: data.length })),
  };
  const text = Buffer.from(JSON.stringify(stored));
  // Padded, so that the values begin at a multiple of 4.
  const padded = Buffer.alloc(4 + Math.ceil(text.length / 4) * 4, ' ');
  padded.writeUInt32LE(padded.length - 4);
  text.copy(padded, 4);
  const parts = [
    padded,
    ...entries.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  ];
  return Buffer.concat([digestOf(parts), ...parts]);
}

function digestOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * Reads a file that {@link encodeTensors} made; `undefined` if there is none, or none that can be used.
 * @param of - what it should be of
 */
export function readTensors<T>(file: string, of: string): TensorFile<T> | undefined {
  try {
    const bytes = readRegularFile(file);
    const found = bytes && decodeTensors<T>(bytes);
    return found?.of === of ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Reads what {@link encodeTensors} wrote; `undefined` if the bytes are anything else. */
function decodeTensors<T>(file: Buffer): TensorFile<T> | undefined {
  const bytes = file.subarray(DIGEST_BYTES);
  if (!digestOf([bytes]).equals(file.subarray(0, DIGEST_BYTES))) return undefined;
  try {
    const length = bytes.readUInt32LE();
    const stored = JSON.parse(bytes.subarray(4, 4 + length).toString()) as StoredHead<T>;
    let at = 4 + length;
    const tensors: Record<string, SavedTensor> = {};
    for (const { name, shape, length: values } of stored.tensors) {
      const part = bytes.subarray(at, at + 4 * values);
      if (part.length !== 4 * values || values !== sizeOf(shape)) return undefined;
      const data = new Float32Array(values);
      new Uint8Array(data.buffer).set(part);
      tensors[name] = { shape, data };
      at += 4 * values;
    }
    return { of: stored.of, head: stored.head, tensors };
  } catch {
    return undefined;
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
