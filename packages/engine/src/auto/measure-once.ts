import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge } from './choice.ts';
import { canKeepChoice, keepChoice, readChoice, type EngineChoice } from './kept-choice.ts';

/** What the process that measures tells. */
export type Measured = Pick<EngineChoice, 'rounds' | 'details'>;

// The child is this package's own file, as source or built: it has the ending of this one.
const CHILD = fileURLToPath(new URL(`measure-child${import.meta.url.slice(-3)}`, import.meta.url));

/** A measurement takes a second or two; one that takes this long hangs. In milliseconds. */
const PATIENCE = 60_000;

/**
 * Measures which engine is fastest, where that was not done before on this kind of processor, and keeps it. It takes a
 * second or two, in a process of its own, once. Nothing is measured in tests, nor where it cannot be kept: each process
 * would choose for itself, and numbers depend on the engine.
 */
export async function measureOnce(): Promise<void> {
  if (isTest() || readChoice() !== undefined || !canKeepChoice()) return;
  const found = await measure();
  if (found) keepChoice(found);
}

/**
 * Measures again, and keeps that in the place of what was kept.
 * @returns whether there is something new
 */
export async function measureAgain(): Promise<boolean> {
  if (!canKeepChoice()) return false;
  const found = await measure();
  return found !== undefined && keepChoice(found, true);
}

/** Vitest and the test runner of Node.js say so. */
function isTest({ VITEST, NODE_TEST_CONTEXT }: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(VITEST) || Boolean(NODE_TEST_CONTEXT);
}

/** @returns `undefined` where there is no such child, as in a program that a bundler has put into one file */
async function measure(): Promise<Omit<EngineChoice, 'measured' | 'processor'> | undefined> {
  if (!existsSync(CHILD)) return undefined;
  const measured = await askChild();
  // Kept, too: the next process would fail at it again.
  if (typeof measured === 'string') return { rounds: [], details: {}, problem: measured };
  const verdict = judge(measured.rounds);
  return verdict ? { ...verdict, ...measured } : { ...measured, problem: 'no engine could be timed' };
}

/** @returns what was measured, or what went wrong */
function askChild(): Promise<Measured | string> {
  return new Promise((resolve) => {
    // What a library writes, or that it ends its process, is no matter of this one's.
    const child = fork(CHILD, [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // As source, the child needs a loader for TypeScript, which this process may have got in another way.
      execArgv: CHILD.endsWith('.ts') ? ['--import', 'tsx'] : process.execArgv,
      timeout: PATIENCE,
    });
    child.once('message', (measured) => resolve(measured as Measured));
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(`its process ended with ${signal ?? `exit status ${code}`}`),
    );
  });
}
