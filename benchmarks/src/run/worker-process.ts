import type { ChildProcess } from 'node:child_process';
import type { RunTask } from './execute.ts';
import { passLines } from './output-lines.ts';
import { forkOwn, noProcess } from './own-process.ts';
import type { ParentMessage, WorkerAnswer, WorkerMessage } from './worker.ts';

/** How a worker process ended: `exit status 9`, or the name of a signal. */
export interface Ended {
  readonly kind: 'ended';
  readonly how: string;
}

/** A child process that trains one run after another. No method throws or rejects, whatever becomes of the process. */
export interface WorkerProcess {
  /**
   * Trains a run; one at a time.
   * @param onMessage - told what the process says meanwhile
   * @returns its answer, or how it ended instead
   */
  run(task: RunTask, onMessage: (message: WorkerMessage) => void): Promise<WorkerAnswer | Ended>;
  /** Asks it to stop its run, after a checkpoint. */
  stop(): void;
  /** Kills it. Resolves when it has ended. */
  end(): Promise<void>;
}

/**
 * Starts a worker process.
 * @param file - what it runs; the protocol is that of {@link WorkerMessage} and {@link ParentMessage}
 * @param onLine - told what it writes to stdout or stderr, as text that can be printed
 * @throws {@link HebbenchError} `WORKER_DIED` if the system starts none
 */
export async function startWorker(file: string, onLine: (line: string) => void): Promise<WorkerProcess> {
  const child = await spawned(file);
  passLines(child.stdout, onLine);
  passLines(child.stderr, onLine);
  let answered = (_answer: WorkerAnswer): void => {};
  let said = (_message: WorkerMessage): void => {};
  child.on('message', (message: Partial<WorkerMessage> | null) => {
    // Anything else was said by a rule.
    if (message?.hebbench === 'answer') answered(message.answer!);
    else if (message?.hebbench !== undefined) said(message as WorkerMessage);
  });
  // Errors of sending to, or of killing, a process that has ended: its end is what counts.
  child.on('error', () => {});
  const ended = endOf(child);
  const send = (message: ParentMessage): void => {
    child.send(message, () => {});
  };
  return {
    run(task, onMessage) {
      said = onMessage;
      const answer = new Promise<WorkerAnswer>((resolve) => {
        answered = resolve;
      });
      send({ hebbench: 'run', task });
      return Promise.race([answer, ended]);
    },
    stop: () => send({ hebbench: 'stop' }),
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function spawned(file: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    try {
      const child = forkOwn(file, [], { stdout: 'pipe' });
      child.once('spawn', () => resolve(child));
      child.once('error', (cause) => {
        // The channel to a process that never was would keep this one alive.
        if (child.connected) child.disconnect();
        reject(noProcess(cause));
      });
    } catch (cause) {
      reject(noProcess(cause));
    }
  });
}

/** A process has ended when it has exited and all that it had sent before has been heard. */
function endOf(child: ChildProcess): Promise<Ended> {
  const exit = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ kind: 'ended', how: signal ?? `exit status ${code}` }));
  });
  const silent = new Promise<void>((resolve) => {
    if (child.connected) child.once('disconnect', resolve);
    else resolve();
  });
  return Promise.all([exit, silent]).then(([how]) => how);
}
