import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'benchmarks/test/**/*.test.ts'],
    // tfjs keeps its backend in a global: one process a file keeps the files apart.
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}) as object;
