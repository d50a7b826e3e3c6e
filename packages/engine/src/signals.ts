import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/** As `sigprocmask` of Linux has it. */
const SIG_BLOCK = 0;
/** Bytes of a set of signals; more than any libc of Linux has. */
const SET_BYTES = 256;

/** Signals that an instruction causes: a thread that has them blocked is ended by them. */
const OWN = ['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGSYS'] as const;

/**
 * Keeps signals off this thread, and off all threads that it starts from then on: Linux hands them to another thread of
 * the process, and Node.js hears of them as before. For libraries whose code uses the stack pointer for something else:
 * the system writes a signal's frame where it points to. A profiler gets no samples of this thread any more.
 * @returns whether there is something to do on this system: only Linux is known to need it
 * @throws if koffi, through which the system is asked, is missing
 */
export async function keepSignalsOff(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const { default: koffi } = await import('koffi');
  const libc = koffi.load('libc.so.6');
  const fill = libc.func('int sigfillset(void *set)');
  const remove = libc.func('int sigdelset(void *set, int signal)');
  const change = libc.func('int sigprocmask(int how, const void *set, void *old)');
  const set = new Uint8Array(SET_BYTES);
  fill(set);
  for (const name of OWN) remove(set, constants.signals[name]);
  if (change(SIG_BLOCK, set, null) !== 0) throw new Error('the system does not let signals be blocked');
  return true;
}

/** Whether a signal is kept off this thread, as Linux says. */
export function isKeptOff(signal: NodeJS.Signals): boolean {
  const blocked = /^SigBlk:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/thread-self/status', 'utf8'))?.[1];
  return ((BigInt(`0x${blocked ?? '0'}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
}
