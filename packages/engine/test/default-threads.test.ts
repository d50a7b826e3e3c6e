import { availableParallelism } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultThreads } from '../src/default-threads.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  { value: '3', threads: 3 },
  { value: '1', threads: 1 },
  { value: '', threads: availableParallelism() },
  { value: undefined, threads: availableParallelism() },
])('HEBBENCH_THREADS=$value: $threads', ({ value, threads }) => {
  vi.stubEnv('HEBBENCH_THREADS', value);
  expect(defaultThreads()).toBe(threads);
});

test.each(['0', '-1', '1.5', 'all'])('HEBBENCH_THREADS=%s is refused', (value) => {
  vi.stubEnv('HEBBENCH_THREADS', value);
  expect(defaultThreads).toThrow(/\[USAGE\]/);
});
