import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type Round } from '../src/auto/choice.ts';

/** Rounds in which each engine took so many milliseconds, by the clock and of the processor alike. */
function rounds(times: Readonly<Partial<Record<string, readonly number[]>>>): Round[] {
  const all = Object.entries(times).filter(([, each]) => each !== undefined);
  const count = all[0]![1]!.length;
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(all.map(([name, each]) => [name, { wall: each![i]!, processor: each![i]! }])),
  );
}

describe('the engine that auto takes first', () => {
  test.each([
    {
      case: 'the list, where all are as fast',
      times: { blas: [2, 2], onnxruntime: [2, 2], wasm: [2, 2] },
      verdict: { first: 'blas' },
    },
    {
      case: 'the list, where another is a little faster',
      times: { blas: [2, 2], onnxruntime: [1.6, 1.6] },
      verdict: { first: 'blas' },
    },
    {
      case: 'one that is clearly faster in every round',
      times: { blas: [2, 3], onnxruntime: [1, 1] },
      verdict: { first: 'onnxruntime' },
    },
    {
      case: 'the list, where it is so in some rounds only',
      times: { blas: [2, 9, 2], onnxruntime: [1.9, 2, 1.9] },
      verdict: { first: 'blas', undecided: 'onnxruntime' },
    },
    {
      case: 'the first that is there',
      times: { onnxruntime: [9], wasm: [8] },
      verdict: { first: 'onnxruntime' },
    },
    {
      case: 'the fastest of two that are clearly faster',
      times: { blas: [9], onnxruntime: [4], wasm: [1] },
      verdict: { first: 'wasm' },
    },
    {
      case: 'the earlier of two that are clearly faster and alike',
      times: { blas: [9], onnxruntime: [4], wasm: [3.9] },
      verdict: { first: 'onnxruntime' },
    },
  ])('is $case', ({ times, verdict }) => expect(judge(rounds(times))).toEqual(verdict));

  test('is not decided by what the clock or the processor says alone', () => {
    const slow = { wall: 4, processor: 4 };
    const round = (wall: number, processor: number): Round => ({
      blas: slow,
      onnxruntime: { wall, processor },
    });
    expect(judge([round(1, 4)])).toEqual({ first: 'blas' });
    expect(judge([round(4, 1)])).toEqual({ first: 'blas' });
    // Where the processor's time is counted too coarsely, the clock decides.
    expect(judge([round(1, 0)])).toEqual({ first: 'onnxruntime' });
  });

  test('is none where nothing was timed, or nothing in every round', () => {
    expect(judge([])).toBeUndefined();
    expect(judge([{ blas: { wall: 1, processor: 1 } }, { wasm: { wall: 1, processor: 1 } }])).toBeUndefined();
  });

  test('is that of the list if a single round does not show that another is clearly faster', () => {
    const time = fc.double({ min: 0.1, max: 50, noNaN: true });
    const round = fc.record({ blas: time, onnxruntime: time, wasm: time });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 5 }), time, (times, equal) => {
        const clear = rounds({ blas: [1.29 * equal], onnxruntime: [equal], wasm: [equal] });
        const all = times.flatMap((each) =>
          rounds(Object.fromEntries(Object.entries(each).map(([name, took]) => [name, [took]]))),
        );
        expect(judge([...all, ...clear])!.first).toBe('blas');
      }),
    );
  });
});
