import type { ChildProcess } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Job } from './job.ts';
import { passLines } from './output-lines.ts';
import { forkOwn, noProcess } from './own-process.ts';
import type { Place } from './place.ts';
import type { ParentMessage, WorkerAnswer, WorkerMessage } from './worker-messages.ts';

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
  run(job: Job, place: Place, onMessage: (message: WorkerMessage) => void): Promise<WorkerAnswer | Ended>;
  /** Asks it to stop its run, after a checkpoint. */
  stop(): void;
  /** Kills it. Resolves when it has ended. */
  end(): Promise<void>;
}

/** Longer than a process takes, on a busy machine, before it loads the program itself. */
const READY_SECONDS = 300;
const TOO_LATE = `SIGKILL, as it had not said a word in ${READY_SECONDS} s,`;

/**
 * Starts a worker process. One that ends before it has begun is tried once more.
 * @param file - what it runs; the protocol is that of {@link WorkerMessage} and {@link ParentMessage}
 * @param onLine - told what it writes to stdout or stderr, as text that can be printed
 * @returns the process, or `undefined` if the signal aborts first
 * @throws {@link HebbenchError} `WORKER_DIED` if the system starts none, or has no room in which it could begin
 */
export async function startWorker(
  file: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<WorkerProcess | undefined> {
  for (let again = true; !signal.aborted; again = false) {
    const begun = await begin(await spawned(file), onLine, signal);
    if (!('kind' in begun)) return begun;
    // A signal to the whole group may end the process before this one has heard of it.
    await nextTurn();
    if (!again && !signal.aborted)
      throw noProcess(new Error(`a process that ended with ${begun.how} before it began`));
  }
  return undefined;
}

/** The process once it is ready, or how it ended before. */
async function begin(
  child: ChildProcess,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<WorkerProcess | Ended> {
  let ready = false;
  const before: string[] = [];
  const pass = (line: string): void => (ready ? onLine(line) : void before.push(line));
  passLines(child.stdout, pass);
  passLines(child.stderr, pass);
  // Errors of sending to, or of killing, a process that has ended: its end is what counts.
  child.on('error', () => {});
  const ended = endOf(child);
  let answered = (_answer: WorkerAnswer): void => {};
  let said = (_message: WorkerMessage): void => {};
  const kill = (): void => void child.kill('SIGKILL');
  const isReady = new Promise<'ready'>((resolve) => {
    child.on('message', (message: Partial<WorkerMessage> | null) => {
      // Anything else was said by a rule.
      if (message?.hebbench === 'ready') resolve('ready');
      else if (message?.hebbench === 'answer') answered(message.answer!);
      else if (message?.hebbench !== undefined) said(message as WorkerMessage);
    });
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, READY_SECONDS * 1000);
  signal.addEventListener('abort', kill);
  const outcome = await Promise.race([isReady, ended]);
  clearTimeout(timer);
  signal.removeEventListener('abort', kill);
  if (outcome !== 'ready') return late ? { ...outcome, how: TOO_LATE } : outcome;
  ready = true;
  before.forEach(onLine);
  const send = (message: ParentMessage): void => {
    child.send(message, () => {});
  };
  return {
    run(job, place, onMessage) {
      said = onMessage;
      const answer = new Promise<WorkerAnswer>((resolve) => {
        answered = resolve;
      });
      send({ hebbench: 'run', job, place });
      return Promise.race([answer, ended]);
    },
    stop: () => send({ hebbench: 'stop' }),
    async end() {
      kill();
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
