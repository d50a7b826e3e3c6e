import type { Point } from './points.ts';

/**
 * A TensorBoard event file: records of TensorFlow's `Event` messages, each with its length and checksums (CRC-32C).
 * @param began - seconds since 1970, of the first record, which says the version of the format
 */
export function encodeEvents(scalars: readonly Point[], began: number): Uint8Array {
  const version = message(double(1, began), bytes(3, Buffer.from('brain.Event:2')));
  return Buffer.concat([version, ...scalars.map(eventOf)].map(record));
}

function eventOf({ tag, step, value, time }: Point): Buffer {
  const number = message(bytes(1, Buffer.from(tag)), float(2, value));
  const summary = message(bytes(1, number));
  return message(double(1, time), varint(2, step), bytes(5, summary));
}

function record(data: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, maskedChecksum(length), data, maskedChecksum(data)]);
}

// Fields of Protocol Buffers: a number with the type of what follows, then that.

const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields);

function field(number: number, type: number): Buffer {
  return unsigned((number << 3) | type);
}

function varint(number: number, value: number): Buffer {
  return Buffer.concat([field(number, 0), unsigned(value)]);
}

function double(number: number, value: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return Buffer.concat([field(number, 1), content]);
}

function bytes(number: number, value: Buffer): Buffer {
  return Buffer.concat([field(number, 2), unsigned(value.length), value]);
}

function float(number: number, value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([field(number, 5), content]);
}

/** Seven bits a byte, the lowest first; the highest bit says that there are more. */
function unsigned(value: number): Buffer {
  const found: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) found.push((rest % 0x80) | 0x80);
  return Buffer.from([...found, rest]);
}

/** Castagnoli's polynomial, its bits reversed. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc;
});

function checksum(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** As the format wants it: a checksum of data with checksums in it would else be a poor one. */
function maskedChecksum(data: Uint8Array): Buffer {
  const crc = checksum(data);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  const content = Buffer.alloc(4);
  content.writeUInt32LE(masked);
  return content;
}
