import type { EngineChoice, EngineProbe, Round } from '@hebbench/engine';
import { describe, expect, test } from 'vitest';
import { changedSince, reasonOf } from '../src/cli/engine-choice.ts';

function round(blas: number, onnxruntime: number): Round {
  const time = (wall: number): Round['wasm'] => ({ wall, processor: wall });
  return { blas: time(blas), onnxruntime: time(onnxruntime), wasm: time(20) };
}

const DETAILS = { blas: 'libopenblas', onnxruntime: 'onnxruntime-node', wasm: 'wasm' };
const CHOICE: EngineChoice = {
  measured: '2026-01-02T03:04:05.000Z',
  processor: 'a processor',
  first: 'blas',
  rounds: [round(2, 2.1), round(2.2, 2)],
  details: DETAILS,
};

describe('pnpm bench engines says why auto takes what it takes', () => {
  test.each([
    {
      case: 'nothing was measured',
      choice: undefined,
      says: /^the first of the list that works, as no measurement/,
    },
    {
      case: 'none is clearly faster',
      choice: CHOICE,
      says: /no other was 1\.3 times as fast in any of 2 rounds; an update's products took blas 2\.0 ms, onnxruntime 2\.0 ms, wasm 20\.0 ms, measured on 2026-01-02 at 03:04 UTC with one thread$/,
    },
    {
      case: 'one is faster in some rounds',
      choice: { ...CHOICE, rounds: [round(2, 1), round(2, 2)], undecided: 'onnxruntime' },
      says: /^the first of the list that works, as onnxruntime was 1\.3 times as fast in 1 of 2 rounds only/,
    },
    {
      case: 'one is faster in all',
      choice: { ...CHOICE, rounds: [round(2, 1), round(2.9, 1)], first: 'onnxruntime' },
      says: /^onnxruntime, in each of 2 rounds at least 2\.0 times as fast as blas/,
    },
    {
      case: 'measuring failed',
      choice: { ...CHOICE, rounds: [], details: {}, first: undefined, problem: 'it ended with SIGILL' },
      says: /measuring them failed on 2026-01-02 at 03:04 UTC: it ended with SIGILL$/,
    },
  ] as const)('where $case', ({ choice, says }) =>
    expect(reasonOf(choice as EngineChoice | undefined)).toMatch(says),
  );

  test('and that an engine is not what was measured', () => {
    const probe = (name: 'blas' | 'onnxruntime' | 'wasm', detail: string): EngineProbe => ({
      name,
      detail,
      available: true,
      threads: 1,
      gflops: 1,
      updateMs: 1,
    });
    const [blas, onnxruntime, wasm] = (['blas', 'onnxruntime', 'wasm'] as const).map((name) =>
      probe(name, DETAILS[name]),
    ) as [EngineProbe, EngineProbe, EngineProbe];
    expect(changedSince(CHOICE, [blas, onnxruntime, wasm])).toBeUndefined();
    expect(changedSince(CHOICE, [probe('blas', 'another'), onnxruntime, wasm])).toContain(
      'blas was libopenblas',
    );
    const gone: EngineProbe = { name: 'blas', available: false, reason: 'gone', fix: 'none' };
    expect(changedSince(CHOICE, [gone, onnxruntime, wasm])).toContain('blas was libopenblas');
    const without = { ...CHOICE, details: { wasm: 'wasm', onnxruntime: 'onnxruntime-node' } };
    expect(changedSince(without, [blas, onnxruntime, wasm])).toContain('blas was not there');
    // Where nothing was measured, there is nothing to compare with.
    expect(changedSince({ ...CHOICE, rounds: [] }, [gone])).toBeUndefined();
  });
});
