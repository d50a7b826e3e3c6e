import { expect, test } from 'vitest';
import { activityShare } from '../src/run/activity-share.ts';

const GIB = 2 ** 30;

test.each([
  { memory: 24, cores: 2, threads: 1, gib: 6 },
  { memory: 24, cores: 2, threads: 2, gib: 8 },
  { memory: 64, cores: 16, threads: 1, gib: 2 },
  { memory: 64, cores: 16, threads: 4, gib: 8 },
  { memory: 4, cores: 2, threads: 1, gib: 2 },
  // More threads than cores, as HEBBENCH_THREADS allows none, but another machine of a queue might.
  { memory: 12, cores: 2, threads: 4, gib: 6 },
])('$threads of $cores cores keep $gib of $memory GiB', ({ memory, cores, threads, gib }) => {
  expect(activityShare(threads, { memory: memory * GIB, cores })).toBe(gib * GIB);
});

test('processes that share all cores keep at most half of a memory that has room for all of them', () => {
  for (const threads of [1, 2, 4, 8]) {
    const [memory, cores] = [128 * GIB, 16];
    expect((cores / threads) * activityShare(threads, { memory, cores })).toBeLessThanOrEqual(memory / 2);
  }
});
