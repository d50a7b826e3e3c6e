import { afterAll, beforeAll, expect } from 'vitest';

/** Variables of the environment; those of native libraries, which they set once a process, are not ours. */
const OURS = /^(?:HEBBENCH_|XDG_|INIT_CWD$|TERM$|(?:NO|FORCE)_COLOR$|.*_proxy$)/i;

/** What a file could leave to those that come after it in the same process. */
function shared(): unknown {
  const signals = ['SIGINT', 'SIGTERM', 'SIGPIPE'];
  return {
    directory: process.cwd(),
    environment: Object.fromEntries(Object.entries(process.env).filter(([name]) => OURS.test(name))),
    date: Date,
    random: Math.random,
    listeners: Object.fromEntries(signals.map((signal) => [signal, process.listenerCount(signal)])),
  };
}

let before: unknown;
beforeAll(() => {
  before = shared();
});
afterAll(() => expect(shared(), 'what this file leaves to the next').toEqual(before));
