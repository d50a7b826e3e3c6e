import type { Job } from '../run/job.ts';
import type { Place } from '../run/place.ts';
import { runJob, type RunJobOptions } from '../run/run-job.ts';
import type { WorkerAnswer } from '../run/worker-messages.ts';
import { startWorker, type WorkerProcess } from '../run/worker-process.ts';

/** Child processes that train, so that this one is free to say that its jobs are alive. One trains after another. */
export class ProcessPool {
  readonly #idle: WorkerProcess[] = [];
  readonly #file: string;
  readonly #onLine: (line: string) => void;

  /**
   * @param file - what the processes run, see `startWorker`
   * @param onLine - told what they write
   */
  constructor(file: string, onLine: (line: string) => void) {
    this.#file = file;
    this.#onLine = onLine;
  }

  /**
   * Does a job in a process that is free, or a new one.
   * @throws {@link HebbenchError} `WORKER_DIED` if the system starts none
   */
  async run(job: Job, place: Place, options: RunJobOptions): Promise<WorkerAnswer> {
    const worker = this.#idle.pop() ?? (await startWorker(this.#file, this.#onLine, options.signal));
    if (!worker) return { kind: 'interrupted' };
    const answer = await runJob(worker, job, place, options);
    // Whatever a failed run has done to its process, the next one does not inherit it.
    if (answer.kind === 'failed') await worker.end();
    else this.#idle.push(worker);
    return answer;
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.end()));
  }
}
