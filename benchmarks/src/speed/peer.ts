import { HebbenchError, excerpt, userPath } from '@hebbench/core';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { PeerName } from './peer-names.ts';

const PROGRAM = fileURLToPath(new URL('../../peers/peer.py', import.meta.url));

/** What a peer answers about a unit of work. */
export interface PeerAnswer {
  /** The framework and its version. */
  readonly peer: string;
  readonly work: string;
  readonly threads: number;
  /** Which way of writing the unit it was timed in. */
  readonly form: string;
  /** Median time of an update. */
  readonly ms: number;
  readonly updates: number;
  /** Of a plain product of 2000 × 2000 matrices. */
  readonly productGflops: number;
  readonly flushesDenormals: boolean;
}

const answerSchema: z.ZodType<PeerAnswer> = z.object({
  peer: z.string(),
  work: z.string(),
  threads: z.int().min(1),
  form: z.string(),
  ms: z.number().positive(),
  updates: z.int().min(1),
  productGflops: z.number().positive(),
  flushesDenormals: z.boolean(),
});

/** What a peer is asked. */
export interface PeerQuestion {
  readonly peer: PeerName;
  readonly work: string;
  readonly threads: number;
  readonly seconds: number;
  /** With `images.npy` and `labels.npy`, and what is to be checked in a folder of the unit's name. */
  readonly folder: string;
  /** What a product reaches on this machine. */
  readonly limitGflops: number;
  /** The form to time; left out, all are checked and tried, and the fastest is timed. */
  readonly form?: string | undefined;
}

/** How peers are reached. */
export interface PeerProgram {
  /** The Python that has them. */
  readonly python: string;
  /** @defaultValue `benchmarks/peers/peer.py` */
  readonly program?: string;
}

/**
 * The Python that `benchmarks/peers/environment.py` makes.
 * @param named - the user's, a file; if left out, that in the folder of `HEBBENCH_PEERS`, or else in the user's cache
 * @throws {@link HebbenchError} `USAGE` if there is none
 */
export function findPython(named: string | undefined): string {
  const folder = process.env['HEBBENCH_PEERS'];
  const cache = process.env['XDG_CACHE_HOME'];
  const environment = folder
    ? userPath(folder)
    : join(cache ? userPath(cache) : join(homedir(), '.cache'), 'hebbench', 'peers');
  const own = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const python = named === undefined ? join(environment, ...own) : userPath(named);
  if (existsSync(python)) return python;
  throw new HebbenchError('USAGE', 'There is no Python with the peers.', {
    got: `no file ${excerpt(python)}`,
    expected: 'a Python that has PyTorch, JAX and TensorFlow',
    fix: 'make one: python3 benchmarks/peers/environment.py, or name one: --python FILE',
  });
}

/**
 * Has another framework measure a unit of work.
 * @throws {@link HebbenchError} `UNSUPPORTED` if it fails, or answers anything else
 */
export async function askPeer(
  { python, program = PROGRAM }: PeerProgram,
  { peer, work, threads, seconds, folder, limitGflops, form }: PeerQuestion,
): Promise<PeerAnswer> {
  const values = { work, threads, seconds, data: folder, limit: limitGflops.toFixed(1), form };
  const flags = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const { status, stdout, stderr } = await run(python, [program, peer, ...flags]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const parsed = status === 0 ? answerSchema.safeParse(parseJson(last)) : undefined;
  if (parsed?.success && parsed.data.work === work) return parsed.data;
  throw new HebbenchError('UNSUPPORTED', `${peer} does not measure ${work}.`, {
    got: `exit status ${status}; ${stderr.trim().split('\n').at(-1) || last || 'no output'}`,
    expected: 'a JSON line with its time',
    fix: `try it by hand: ${[python, program, peer, ...flags].join(' ')}`,
  });
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
