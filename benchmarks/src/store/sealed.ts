import { createHash } from 'node:crypto';

const DIGEST_BYTES = 32;

/** Bytes with their SHA-256 before them, for stores that others write into, and disks and wires that err. */
export function seal(bytes: Uint8Array): Buffer {
  return Buffer.concat([digestOf(bytes), bytes]);
}

/** The bytes that {@link seal} was given; `undefined` for anything else. */
export function unseal(sealed: Uint8Array | null | undefined): Uint8Array | undefined {
  if (!sealed || sealed.length < DIGEST_BYTES) return undefined;
  const bytes = sealed.subarray(DIGEST_BYTES);
  return digestOf(bytes).equals(sealed.subarray(0, DIGEST_BYTES)) ? bytes : undefined;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
