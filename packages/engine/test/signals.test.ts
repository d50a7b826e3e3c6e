// @own-process: it keeps signals off the thread for good.
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isKeptOff, keepSignalsOff } from '../src/signals.ts';

test.runIf(process.platform === 'linux')(
  'signals are kept off the thread that computes, and Node.js hears of them',
  async () => {
    expect(isKeptOff('SIGUSR2')).toBe(false);
    expect(await keepSignalsOff()).toBe(true);
    expect((['SIGINT', 'SIGTERM', 'SIGPROF', 'SIGUSR2'] as const).map(isKeptOff)).not.toContain(false);
    expect((['SIGSEGV', 'SIGILL'] as const).map(isKeptOff)).not.toContain(true);
    const heard = once(process, 'SIGUSR2');
    process.kill(process.pid, 'SIGUSR2');
    await heard;
  },
);
