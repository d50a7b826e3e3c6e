import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNetwork } from '../src/network-file.ts';
import { decodeSafetensors, encodeSafetensors } from '../src/safetensors.ts';

const name = fc.string({ minLength: 1 }).filter((each) => !each.startsWith('__'));
const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc
    .float32Array({ minLength: length, maxLength: length })
    .map((data) => ({ shape, data: Float32Array.from(data) }));
});

test('what is written is read, to the bit', () => {
  fc.assert(
    fc.property(
      fc.dictionary(name, tensor, { noNullPrototype: true }),
      fc.dictionary(name, fc.string(), { noNullPrototype: true }),
      (tensors, metadata) => {
        const bytes = encodeSafetensors({ tensors, metadata });
        expect(Number(Buffer.from(bytes).readBigUInt64LE()) % 8).toBe(0);
        expect(decodeSafetensors(bytes)).toEqual({ tensors, metadata });
      },
    ),
  );
});

function file(header: string | object, values = 0): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(values)]);
}

const one = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
const DESCRIBED = { __metadata__: { hebbench: '{"schema":2}' } };

test.each([
  ['nothing', Buffer.alloc(0), 'too few'],
  ['a length beyond the end', Buffer.alloc(8, 0xff), 'a header of'],
  ['no JSON', file('{'), 'no JSON'],
  ['a list', file('[]'), 'no JSON object'],
  ['a tensor without values', file({ x: one }), 'at 0 to 4'],
  ['more values than its shape has', file({ x: { ...one, shape: [2] } }, 4), 'shape [2]'],
  ['another type', file({ x: { ...one, dtype: 'F16' } }, 4), 'type F16'],
  ['a negative place', file({ x: { ...one, data_offsets: [-4, 0] } }, 4), 'data_offsets'],
  ['metadata of numbers', file({ __metadata__: { a: 1 } }), 'no text by name'],
  ['no description', file({ __metadata__: {} }), 'no "hebbench"'],
  ['another schema', file(DESCRIBED), 'schema'],
])('a file of a network with %s is refused', (_, bytes, says) => {
  expect(() => decodeNetwork(bytes, 'x.safetensors')).toThrow(says);
  expect(() => decodeNetwork(bytes, 'x.safetensors')).toThrow('[RECORD_CORRUPT]');
});
