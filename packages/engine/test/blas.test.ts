import { expect, test } from 'vitest';
import { openBlas } from '../src/blas.ts';
import { betterKernels, processorFlags } from '../src/openblas-kernels.ts';
import { describeEngine } from './describe-engine.ts';

const asked = process.env['OPENBLAS_CORETYPE'];
const opened = await openBlas(1).catch((error: unknown) => error as Error);

// The system's BLAS is optional. Without one there is nothing to test here; the other engines are tested all the same.
if (opened instanceof Error) test.skip(`engine blas: not on this machine – ${opened.message}`);
else {
  describeEngine('blas');

  test.skipIf(asked)('an OpenBLAS does not compute with kernels older than the processor', () => {
    const kernels = /, (\S+) kernels$/.exec(opened.detail)?.[1] ?? 'another library';
    expect(betterKernels(kernels, processorFlags())).toBeUndefined();
  });
}
