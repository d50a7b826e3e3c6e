// @own-process: its listeners to signals stay.
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exitOnInterrupt, onInterrupt, type Interruption } from '../src/cli/interrupt.ts';
import { heedlessOfPipes } from '../src/cli/locked-stores.ts';
import { tellReaderGone } from '../src/cli/readers.ts';

const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
const first = vi.fn();
let interruption: Interruption | undefined;

exitOnInterrupt();
beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => {
  interruption?.close();
  interruption = undefined;
  vi.useRealTimers();
});

function open(): Interruption {
  interruption = onInterrupt(first);
  return interruption;
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s is a request, and the second ends the process',
  (signal) => {
    const { signal: asked } = open();
    process.emit(signal);
    expect({ asked: asked.aborted, exits: exit.mock.calls }).toEqual({ asked: true, exits: [] });
    expect(first).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    process.emit(signal);
    expect(exit.mock.calls).toEqual([[130]]);
    expect(first).toHaveBeenCalledTimes(1);
  },
);

test('a request that comes twice at once, as `timeout` sends it, is one', () => {
  const { signal: asked } = open();
  process.emit('SIGTERM');
  process.emit('SIGTERM');
  expect({ asked: asked.aborted, exits: exit.mock.calls }).toEqual({ asked: true, exits: [] });
});

test('a closed pipe is a request, and never ends the process', () => {
  const { signal: asked } = open();
  expect(tellReaderGone()).toBe(true);
  vi.advanceTimersByTime(1000);
  tellReaderGone();
  expect({ asked: asked.aborted, exits: exit.mock.calls }).toEqual({ asked: true, exits: [] });
});

test.skipIf(process.platform !== 'linux')(
  'a process that listened goes on when it writes to a connection that is closed',
  async () => {
    await heedlessOfPipes(async () => open().close());
    interruption = undefined;
    const [, ignored] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
    expect((BigInt(`0x${ignored}`) >> BigInt(constants.signals.SIGPIPE - 1)) & 1n).toBe(1n);
  },
);

test('where nothing listens, the first ends the process', () => {
  open().close();
  interruption = undefined;
  process.emit('SIGINT');
  expect(exit.mock.calls).toEqual([[130]]);
});
