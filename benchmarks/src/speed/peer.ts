import { HebbenchError } from '@hebbench/core';
import { spawn } from 'node:child_process';
import { z } from 'zod';

/** What another program answers about a unit of work. */
export interface PeerAnswer {
  /** The program and its version. */
  readonly peer: string;
  readonly work: string;
  readonly threads: number;
  /** Median time of an update. */
  readonly ms: number;
  readonly updates: number;
}

const answerSchema: z.ZodType<PeerAnswer> = z.object({
  peer: z.string(),
  work: z.string(),
  threads: z.int().min(1),
  ms: z.number().positive(),
  updates: z.int().min(1),
});

/** What a peer is asked. */
export interface PeerQuestion {
  readonly work: string;
  readonly threads: number;
  readonly seconds: number;
}

/**
 * Has another program measure a unit of work. It is called as `COMMAND --work NAME --threads N --seconds S`, and
 * prints one line of JSON: `{"peer", "work", "threads", "ms", "updates"}`.
 * @throws {@link HebbenchError} `USAGE` if it fails or answers anything else
 */
export async function askPeer(
  command: string,
  { work, threads, seconds }: PeerQuestion,
): Promise<PeerAnswer> {
  const line = `${command} --work ${work} --threads ${threads} --seconds ${seconds}`;
  const { status, stdout, stderr } = await runShell(line);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const parsed = status === 0 ? answerSchema.safeParse(parseJson(last)) : undefined;
  if (parsed?.success && parsed.data.work === work) return parsed.data;
  throw new HebbenchError('USAGE', 'The peer did not answer.', {
    got: `exit status ${status}; ${stderr.trim().split('\n').at(-1) || last || 'no output'}`,
    expected: `a JSON line with peer, work, threads, ms and updates for ${work}`,
    fix: `try it by hand: ${line}`,
  });
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runShell(line: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(line, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
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
