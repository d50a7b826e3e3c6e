import { HebbenchError } from '@hebbench/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBatch } from '../src/sets/cifar-10.ts';
import { parseIdx } from '../src/formats/idx.ts';
import { idxFile } from './idx-file.ts';

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as HebbenchError).code;
  }
}

const arrays = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }).chain((shape) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc.record({
    shape: fc.constant(shape),
    values: fc.uint8Array({ minLength: size, maxLength: size }),
  });
});

describe('IDX', () => {
  test('what is written is read', () => {
    fc.assert(
      fc.property(arrays, ({ shape, values }) => {
        const parsed = parseIdx(idxFile(shape, values), 'file', [shape.length]);
        expect(parsed.shape).toEqual(shape);
        expect([...parsed.values]).toEqual([...values]);
      }),
    );
  });

  test('a file cut off anywhere, or with more behind it, is damaged', () => {
    fc.assert(
      fc.property(arrays, fc.nat(), ({ shape, values }, cut) => {
        const file = idxFile(shape, values);
        expect(codeOf(() => parseIdx(file.subarray(0, cut % file.length), 'file', [shape.length]))).toBe(
          'DATA_CORRUPT',
        );
        expect(codeOf(() => parseIdx(Uint8Array.of(...file, 0), 'file', [shape.length]))).toBe(
          'DATA_CORRUPT',
        );
      }),
    );
  });

  test('a damaged header is never taken for another file', () => {
    fc.assert(
      fc.property(arrays, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ shape, values }, at, flip) => {
        const file = idxFile(shape, values);
        file[at % (4 + 4 * shape.length)]! ^= flip;
        expect(codeOf(() => parseIdx(file, 'file', [shape.length]))).toBe('DATA_CORRUPT');
      }),
    );
  });

  test('the error names file, finding and expectation', () => {
    const file = idxFile([2], Uint8Array.of(1, 2));
    file[3] = 3;
    expect(() => parseIdx(file, 'labels.idx', [1])).toThrow(/labels\.idx[^]*0x00000803[^]*0x00000801/);
  });
});

describe('CIFAR-10 batches', () => {
  const record = (label: number, fill: (plane: number, at: number) => number): number[] => [
    label,
    ...[0, 1, 2].flatMap((plane) => Array.from({ length: 1024 }, (_, at) => fill(plane, at))),
  ];

  test('planes become channels', () => {
    const bytes = Uint8Array.from([
      ...record(3, (plane, at) => plane * 50 + (at % 50)),
      ...record(9, () => 7),
    ]);
    const { count, labels, pixels } = parseBatch(bytes, 'batch');
    expect([count, ...Array.from(labels)]).toEqual([2, 3, 9]);
    expect([...pixels.subarray(0, 6)]).toEqual([0, 50, 100, 1, 51, 101]);
    expect([...pixels.subarray(3072, 3075)]).toEqual([7, 7, 7]);
  });

  test.each([
    { name: 'an empty file', bytes: new Uint8Array() },
    { name: 'a file cut off', bytes: new Uint8Array(3072) },
    { name: 'a label out of range', bytes: Uint8Array.from(record(10, () => 0)) },
  ])('$name is damaged', ({ bytes }) => {
    expect(codeOf(() => parseBatch(bytes, 'batch'))).toBe('DATA_CORRUPT');
  });
});
