import { endWithParent } from './end-with-parent.ts';
import type { Job } from './job.ts';
import type { Place } from './place.ts';
import type { ParentMessage, WorkerMessage } from './worker-messages.ts';

const controller = new AbortController();

function say(message: WorkerMessage): void {
  // A parent that has ended hears nothing more, and this process ends with it.
  process.send?.(message, () => {});
}

// A terminal sends Ctrl-C to the whole group, and `timeout` or a batch system SIGTERM: the parent decides, and tells.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
// Without its parent, nobody would take the result.
process.on('disconnect', () => process.exit(1));
endWithParent(Number(process.argv[2]));
// All of this stands before the program itself is loaded, which takes a second or more.
process.on('message', (message: Partial<ParentMessage> | null) => {
  if (message?.hebbench === 'stop') controller.abort();
  if (message?.hebbench === 'run') void work(message.job!, message.place!);
});
say({ hebbench: 'ready' });

async function work(job: Job, place: Place): Promise<void> {
  const { workOn } = await import('./work.ts');
  say({ hebbench: 'answer', answer: await workOn(job, place, { signal: controller.signal, say }) });
}
