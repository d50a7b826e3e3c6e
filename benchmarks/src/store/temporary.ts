import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Stands for this machine or container in names of files: process ids count there alone. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

const ENDING = /\.([0-9a-f]{8})\.(\d+)\.tmp$/;

/** The name of a file that this process writes before it takes the place of another one. */
export function temporaryFor(file: string): string {
  return `${file}.${MACHINE}.${process.pid}.tmp`;
}

/** Whether a file is one of {@link temporaryFor} of a process of this machine that has ended. */
export function isLeftover(name: string): boolean {
  const [, machine, pid] = ENDING.exec(name) ?? [];
  return machine === MACHINE && !isAlive(Number(pid));
}

/** Whether a process of this machine lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
