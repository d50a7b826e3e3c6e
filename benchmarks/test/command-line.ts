import { HebbenchError, type RunRecord } from '@hebbench/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runProgram } from '../src/cli/program.ts';

const LAUNCHER = fileURLToPath(new URL('../start/launch.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Two short cells. */
export const SHORT = 'table1/mnist/*/1-layer/random-features/*';

/** How a process, or the program within one, ended. */
export interface Ended {
  readonly status: number | null;
  /** The signal that ended it, if it did not exit. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment variables. */
type Environment = Readonly<Record<string, string>>;

/** A process that was started. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when it has said something on stderr, or has ended. */
  said(what: string): Promise<void>;
}

/** The command line with a folder for its reports. */
export interface CommandLine {
  /** Folder of the reports. */
  readonly out: string;
  /** Folder of Table 1's report in it. */
  readonly folder: string;
  /** What to type to run cells on embedded data at the smallest scale. */
  run(filter: string, ...more: string[]): string[];
  /** Starts a process as a user would; `detached`, in a group of its own that can be sent a signal. */
  start(argv: readonly string[], env?: Environment, detached?: boolean): Started;
  /**
   * Answers as such a process does, from this one: the program has been loaded already. Its runs, and the plug-ins that
   * it looks at, have processes of their own either way.
   */
  bench(argv: readonly string[], env?: Environment): Promise<Ended>;
  /** The same, but that it rejects with the error. */
  here(argv: readonly string[]): Promise<Ended>;
  /**
   * The stored records.
   * @param of - those of experiments, which lie below the others. @defaultValue the suite's own
   */
  records(of?: 'experiments'): RunRecord[];
  /** Removes what has been written. */
  clear(): void;
  /** Ends what is still running and removes the folder. */
  close(): void;
}

/** Opens a command line with a folder of its own. */
export function openCommandLine(): CommandLine {
  const out = mkdtempSync(join(tmpdir(), 'hebbench-cli-'));
  const folder = join(out, 'table1', 'smoke-embedded');
  const surroundings = {
    HEBBENCH_DATA_DIR: '',
    HEBBENCH_CACHE_DIR: process.env['HEBBENCH_TEST_CACHE'] ?? join(out, 'cache'),
  };
  const children = new Set<ChildProcess>();

  const runHere = async (
    argv: readonly string[],
    env: Environment = {},
  ): Promise<Ended & { error?: HebbenchError }> => {
    let [stdout, stderr] = ['', ''];
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean((stdout += String(chunk)))),
      vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => Boolean((stderr += String(chunk)))),
    ];
    const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    try {
      return { status: await runProgram(argv), signal: null, stdout, stderr };
    } catch (error) {
      if (!(error instanceof HebbenchError)) throw error;
      return { status: error.exitCode, signal: null, stdout, stderr: `${stderr}${error.message}\n`, error };
    } finally {
      spies.forEach((spy) => spy.mockRestore());
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  };

  const start = (argv: readonly string[], env: Environment = {}, detached = false): Started => {
    const child = spawn(process.execPath, [LAUNCHER, MAIN, ...argv], {
      cwd: ROOT,
      detached,
      env: { ...process.env, ...surroundings, ...env },
    });
    children.add(child);
    let [stdout, stderr] = ['', ''];
    const listeners = new Set<() => void>();
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      listeners.forEach((listen) => listen());
    });
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
    });
    const said = (what: string): Promise<void> =>
      new Promise((resolve) => {
        const listen = (): void => {
          if (stderr.includes(what)) resolve();
        };
        listeners.add(listen);
        listen();
        void ended.then(() => resolve());
      });
    return { child, ended, said };
  };

  return {
    out,
    folder,
    run: (filter, ...more) => [
      '--filter',
      filter,
      '--scale',
      'smoke',
      '--data',
      'embedded',
      '--out',
      out,
      ...more,
    ],
    start,
    async bench(argv, env) {
      const { error: _error, ...ended } = await runHere(argv, { ...surroundings, ...env });
      return ended;
    },
    async here(argv) {
      const { error, ...ended } = await runHere(argv);
      if (error) throw error;
      return ended;
    },
    records(of) {
      const stored = join(folder, of ?? '', 'records');
      if (!existsSync(stored)) return [];
      return readdirSync(stored)
        .toSorted()
        .filter((name) => name.endsWith('.json'))
        .map((name) => JSON.parse(readFileSync(join(stored, name), 'utf8')) as RunRecord);
    },
    clear: () => {
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out);
    },
    close() {
      children.forEach((child) => child.kill('SIGKILL'));
      rmSync(out, { recursive: true, force: true });
    },
  };
}

/** What must not depend on when, where and how often a run was stopped. */
export function essence(record: RunRecord): unknown {
  const { metrics, hash, status, details, phases } = record;
  return { metrics, hash, status, details, phases: phases.map(({ seconds: _seconds, ...phase }) => phase) };
}
