import { vi } from 'vitest';

// The same tests on the way that engines without vector kernels take.
vi.mock('@hebbench/engine', async (original) => ({
  ...(await original<typeof import('@hebbench/engine')>()),
  vectorKernels: () => undefined,
}));

await import('./attacks.test.ts');
await import('./known-adversaries.test.ts');
await import('./losses.test.ts');
