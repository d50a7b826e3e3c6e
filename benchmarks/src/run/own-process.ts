import { HebbenchError } from '@hebbench/core';
import { fork, type ChildProcess } from 'node:child_process';

/** Settings of {@link forkOwn}. */
export interface ForkOptions {
  /** What becomes of what the child writes to its stdout, which is never this process's own. */
  readonly stdout: 'ignore' | 'pipe';
}

const children = new Set<ChildProcess>();
let watching = false;

/** Whatever ends this process, it leaves no other behind. */
function endWithThisProcess(child: ChildProcess): void {
  if (!watching) process.on('exit', () => children.forEach((each) => each.kill('SIGKILL')));
  watching = true;
  children.add(child);
  child.once('exit', () => children.delete(child));
}

/**
 * Starts a child process that runs one of this package's own files, with this process's id as its first argument. Like
 * `fork` of Node it may throw, or emit `error` without ever starting, see {@link noProcess}.
 * @param file - absolute path
 */
export function forkOwn(file: string, args: readonly string[], { stdout }: ForkOptions): ChildProcess {
  const child = fork(file, [String(process.pid), ...args], {
    stdio: ['ignore', stdout, 'pipe', 'ipc'],
    execArgv: flagsFor(file),
  });
  endWithThisProcess(child);
  return child;
}

/** The error of a system that starts no further process: it has room for only so many, and for so many open files. */
export function noProcess(cause: unknown): HebbenchError {
  return new HebbenchError('WORKER_DIED', 'No further process can be started.', {
    got: (cause as Error).message,
    expected: 'a process for each run that goes on at the same time, and for each plug-in that is looked at',
    fix: 'raise the limit of processes (`ulimit -u`) or of open files (`ulimit -n`), or ask for fewer runs at once with --workers',
    cause,
  });
}

/** As source, a child needs a loader for TypeScript, which this process may have got in another way. */
function flagsFor(file: string): string[] {
  const loads = process.execArgv.some((flag) => /\btsx\b/.test(flag));
  return !file.endsWith('.ts') || loads ? process.execArgv : ['--import', import.meta.resolve('tsx')];
}
