import { vi } from 'vitest';

// The same tests on the way that engines without vector kernels take.
vi.mock('@hebbench/engine', async (original) => ({
  ...(await original<typeof import('@hebbench/engine')>()),
  vectorKernels: () => undefined,
}));

await import('./activations.test.ts');
await import('./adam.test.ts');
await import('./frozen-constants.test.ts');
await import('./head.test.ts');
await import('./layer-errors.test.ts');
await import('./normalisation.test.ts');
