import { HebbenchError } from '@hebbench/core';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Settings of {@link forkOwn}. */
export interface ForkOptions {
  /** What becomes of what the child writes to its stdout, which is never this process's own. */
  readonly stdout: 'ignore' | 'pipe';
}

const LAUNCHER = fileURLToPath(new URL('../../start/launch.mjs', import.meta.url));

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
  const words = [String(process.pid), ...args];
  // As source, it is started by what bundles it.
  const [program, ...rest] = file.endsWith('.ts') ? [LAUNCHER, file, ...words] : [file, ...words];
  const child = fork(program, rest, { stdio: ['ignore', stdout, 'pipe', 'ipc'] });
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
