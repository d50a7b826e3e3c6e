import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'benchmarks/test/**/*.test.ts'],
    // tfjs keeps its backend in a global: one process a file keeps the files apart.
    pool: 'forks',
    // The default leaves a core free, which of two is half.
    maxWorkers: '100%',
    // Files run side by side: with a thread a core each, they would wait for each other.
    env: { HEBBENCH_THREADS: '1' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}) as object;
