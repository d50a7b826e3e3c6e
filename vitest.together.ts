import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';

/** Variables of the environment; those of native libraries, which they set once a process, are not ours. */
const OURS = /^(?:HEBBENCH_|XDG_|INIT_CWD$|TERM$|(?:NO|FORCE)_COLOR$|.*_proxy$)/i;

/**
 * The signals that the process ignores, as Linux says it. Whoever has listened to SIGPIPE, and stopped, leaves a process that
 * ends at its next write to a connection that is closed.
 */
function ignored(): string | undefined {
  const file = '/proc/self/status';
  return existsSync(file) ? /^SigIgn:.*$/m.exec(readFileSync(file, 'utf8'))?.[0] : undefined;
}

/** What a file could leave to those that come after it in the same process. */
function shared(): unknown {
  const signals = ['SIGINT', 'SIGTERM'];
  return {
    directory: process.cwd(),
    environment: Object.fromEntries(Object.entries(process.env).filter(([name]) => OURS.test(name))),
    date: Date,
    random: Math.random,
    ignored: ignored(),
    listeners: Object.fromEntries(signals.map((signal) => [signal, process.listenerCount(signal)])),
  };
}

let before: unknown;
beforeAll(() => {
  before = shared();
});
afterAll(() => expect(shared(), 'what this file leaves to the next').toEqual(before));
