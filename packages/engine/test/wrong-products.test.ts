import { expect, test, vi } from 'vitest';
import { openEngine } from '../src/open.ts';

vi.mock(import('../src/blas.ts'), () => ({
  openBlas: () => Promise.resolve({ gemm: () => undefined, detail: 'a BLAS', threads: 1, libraries: {} }),
}));

test('an engine whose library multiplies wrongly is not opened', async () => {
  await expect(openEngine({ engine: 'blas' })).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    got: expect.stringContaining('its matrix products are wrong') as string,
    fix: expect.stringContaining('OPENBLAS_CORETYPE') as string,
  });
});
