import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ENGINE_NAMES, type EngineName } from './names.ts';

/** What one engine can do on this machine. */
export type EngineProbe =
  | {
      readonly name: EngineName;
      readonly available: true;
      readonly detail: string;
      readonly threads: number;
      /** Measured speed of a matrix product. */
      readonly gflops: number;
      /** Measured time of an update of a hidden layer, in milliseconds. */
      readonly updateMs: number;
    }
  | {
      readonly name: EngineName;
      readonly available: false;
      /** Why it cannot run here. */
      readonly reason: string;
      /** What would help. */
      readonly fix: string;
    };

// The child is this package's own file, as source or built: it has the ending of this one.
const CHILD = fileURLToPath(new URL(`probe-child${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * Tries every engine, each in a process of its own. Which one `auto` takes does not depend on it.
 * @param threads - threads to measure with. @defaultValue those of {@link defaultThreads}
 */
export async function probeEngines(threads?: number): Promise<EngineProbe[]> {
  const probes: EngineProbe[] = [];
  // One after the other: two measurements at once would disturb each other.
  for (const name of ENGINE_NAMES) probes.push(await probe(name, threads));
  return probes;
}

function probe(name: EngineName, threads: number | undefined): Promise<EngineProbe> {
  return new Promise((resolve) => {
    const child = fork(CHILD, [name, ...(threads === undefined ? [] : [String(threads)])], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // As source, the child needs a loader for TypeScript, which this process may have got in another way.
      execArgv: CHILD.endsWith('.ts') ? ['--import', 'tsx'] : process.execArgv,
    });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.once('message', (found) => resolve(found as EngineProbe));
    child.once('exit', (code, signal) => {
      const reason = complaint.trim().split('\n').at(-1) ?? '';
      resolve({
        name,
        available: false,
        reason: `its process ended with ${signal ?? `exit status ${code}`}: ${reason}`,
        fix: 'choose another engine',
      });
    });
  });
}
