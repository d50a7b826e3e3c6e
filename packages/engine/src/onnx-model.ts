/** Attributes of the ONNX operator Gemm: `Y = α op(A) op(B) + β C`. */
export interface GemmAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha: number;
  /** 0 leaves the input C out. */
  readonly beta: number;
}

const FLOAT = 1;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;

/** An ONNX model of one Gemm operator on matrices of any size, as protobuf bytes (onnx.proto, IR version 8, opset 13). */
export function gemmModel({ transposeA, transposeB, alpha, beta }: GemmAttributes): Uint8Array {
  const inputs = beta === 0 ? ['A', 'B'] : ['A', 'B', 'C'];
  const node = concat(
    ...inputs.map((name) => text(1, name)),
    text(2, 'Y'),
    text(4, 'Gemm'),
    ...[
      attribute('alpha', ATTRIBUTE_FLOAT, float(2, alpha)),
      attribute('beta', ATTRIBUTE_FLOAT, float(2, beta)),
      attribute('transA', ATTRIBUTE_INT, integer(3, Number(transposeA))),
      attribute('transB', ATTRIBUTE_INT, integer(3, Number(transposeB))),
    ].map((bytes) => message(5, bytes)),
  );
  const graph = concat(
    message(1, node),
    text(2, 'gemm'),
    ...inputs.map((name) => message(11, matrix(name))),
    message(12, matrix('Y')),
  );
  return concat(integer(1, 8), message(7, graph), message(8, integer(2, 13)));
}

function matrix(name: string): Uint8Array {
  const dimensions = concat(message(1, text(2, `${name}0`)), message(1, text(2, `${name}1`)));
  const tensor = concat(integer(1, FLOAT), message(2, dimensions));
  return concat(text(1, name), message(2, message(1, tensor)));
}

function attribute(name: string, type: number, value: Uint8Array): Uint8Array {
  return concat(text(1, name), value, integer(20, type));
}

// Protobuf's wire format: a field is its number and wire type, then its value.

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function integer(field: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(field << 3), ...varint(value)]);
}

function float(field: number, value: number): Uint8Array {
  return concat(Uint8Array.from(varint((field << 3) | 5)), new Uint8Array(Float32Array.of(value).buffer));
}

function message(field: number, bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes);
}

function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
