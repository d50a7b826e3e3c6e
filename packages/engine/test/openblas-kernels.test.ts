import { afterEach, describe, expect, test, vi } from 'vitest';
import { betterKernels, loadWithBestKernels, processorFlags } from '../src/openblas-kernels.ts';

const AVX512 = ['avx512f', 'avx512cd', 'avx512bw', 'avx512dq', 'avx512vl'];

describe('the kernels of an OpenBLAS', () => {
  test.each([
    {
      name: 'an unknown Intel with AVX-512',
      current: 'Prescott',
      flags: ['avx2', 'fma', ...AVX512],
      better: 'SkylakeX',
    },
    {
      name: 'an unknown Intel with AVX2',
      current: 'Prescott',
      flags: ['avx', 'avx2', 'fma'],
      better: 'Haswell',
    },
    { name: 'an unknown AMD with AVX2', current: 'Barcelona', flags: ['avx2', 'fma'], better: 'Haswell' },
    {
      name: 'a part of AVX-512 only',
      current: 'Prescott',
      flags: ['avx2', 'fma', 'avx512f'],
      better: 'Haswell',
    },
    { name: 'a processor that is old', current: 'Prescott', flags: ['sse2', 'ssse3'], better: undefined },
    { name: 'a processor that says nothing', current: 'Prescott', flags: [], better: undefined },
    {
      name: 'a processor that OpenBLAS knows',
      current: 'Zen',
      flags: ['avx2', 'fma', ...AVX512],
      better: undefined,
    },
  ])('$name: $better', ({ current, flags, better }) => {
    expect(betterKernels(current, new Set(flags))).toBe(better);
  });

  test('this machine is read without an error', () => {
    expect([...processorFlags()].every((flag) => /^\S+$/.test(flag))).toBe(true);
  });
});

/** A library as the loader sees it: it chooses its kernels when it is loaded. */
function fakeLoader(ownChoice: string | undefined) {
  const loads: string[] = [];
  const unload = vi.fn();
  const load = () => {
    const kernels = process.env['OPENBLAS_CORETYPE'] ?? ownChoice;
    loads.push(String(kernels));
    const func = () => {
      if (kernels === undefined) throw new Error('no such symbol');
      return () => kernels;
    };
    return { func, unload } as unknown as ReturnType<Parameters<typeof loadWithBestKernels>[0]>;
  };
  return { load, loads, unload };
}

describe('loading', () => {
  afterEach(() => vi.unstubAllEnvs());

  test.each([
    { name: 'falls back: loaded again', own: 'Prescott', set: undefined, loads: ['Prescott', 'Haswell'] },
    { name: 'knows the processor: once', own: 'Zen', set: undefined, loads: ['Zen'] },
    { name: 'told by its own variable: once', own: 'Zen', set: 'Prescott', loads: ['Prescott'] },
    { name: 'no OpenBLAS: once', own: undefined, set: undefined, loads: ['undefined'] },
  ])('$name', ({ own, set, loads }) => {
    vi.stubEnv('OPENBLAS_CORETYPE', set);
    const loader = fakeLoader(own);
    loadWithBestKernels(loader.load, () => new Set(['avx2', 'fma']));
    expect(loader.loads).toEqual(loads);
    expect(loader.unload).toHaveBeenCalledTimes(loads.length - 1);
  });
});
