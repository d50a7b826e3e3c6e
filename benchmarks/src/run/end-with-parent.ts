import { Worker } from 'node:worker_threads';

const LOOK_MILLISECONDS = 1000;

/**
 * Ends this process when its parent has ended, even if it is busy with code that never returns and so hears of nothing:
 * a thread looks after it.
 * @param parent - the parent's process id, which is that of another process once the parent has ended
 */
export function endWithParent(parent: number): void {
  const look = `setInterval(() => {
    if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL');
  }, ${LOOK_MILLISECONDS});`;
  try {
    const thread = new Worker(look, { eval: true, execArgv: [], env: {} });
    thread.unref();
    // A system that has no thread left is told elsewhere; this process then ends once it hears of its parent's end.
    thread.on('error', () => {});
  } catch {
    // As above.
  }
}
