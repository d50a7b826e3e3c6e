import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PARENT = fileURLToPath(new URL('fixtures/workers/parent.ts', import.meta.url));

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a process whose code never returns ends when its parent has ended of %s',
  async (signal) => {
    const parent = spawn(process.execPath, ['--import', 'tsx', PARENT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const busy = Number(said.toString());
    expect(busy).toBeGreaterThan(0);
    parent.kill(signal);
    // Or this test's time is over.
    while (isThere(busy)) await sleep(100);
  },
);

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
