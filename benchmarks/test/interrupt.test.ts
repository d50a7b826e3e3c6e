// @own-process: its listeners to signals stay.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exitOnInterrupt, onInterrupt, type Interruption } from '../src/cli/interrupt.ts';

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
  process.emit('SIGPIPE');
  vi.advanceTimersByTime(1000);
  process.emit('SIGPIPE');
  expect({ asked: asked.aborted, exits: exit.mock.calls }).toEqual({ asked: true, exits: [] });
});

test('where nothing listens, the first ends the process', () => {
  open().close();
  interruption = undefined;
  process.emit('SIGINT');
  expect(exit.mock.calls).toEqual([[130]]);
});
