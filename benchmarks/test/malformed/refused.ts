import { HebbenchError, type ErrorCode } from '@hebbench/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

/** A command that is refused. */
export interface Refused {
  readonly argv: readonly string[];
  readonly code: ErrorCode;
  /** Its exit status. */
  readonly status: number;
  /** Words that its message holds. */
  readonly says: readonly string[];
}

/** Expects a command to be refused in few words that hold what was got, what was expected and how to fix it. */
export async function expectRefused({ argv, code, status, says }: Refused): Promise<void> {
  const error: unknown = await runProgram(argv).then(
    (exit) => new Error(`no error, exit status ${exit}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HebbenchError)) throw error;
  const { message, exitCode } = error;
  expect({ code: error.code, status: exitCode, message }).toEqual({ code, status, message });
  for (const words of ['got:', 'expected:', 'fix:', ...says]) expect(message).toContain(words);
  expect(message.length).toBeLessThan(2000);
  expect(message).not.toMatch(/undefined|NaN|\[object|\n {4}at /);
}

/** A row's title: of overlong words their length. */
export function titleOf(argv: readonly string[]): string {
  return argv
    .map((word) => (word.length > 60 ? `${word.slice(0, 12)}… (${word.length})` : JSON.stringify(word)))
    .join(' ');
}

/** Words of a command, what its refusal says, and its exit status, where it is not that of bad usage. */
export type Row = readonly [argv: readonly string[], says: readonly string[], status?: number];

/**
 * Has the tests of a file give commands in an environment that says nothing.
 * @returns a folder that goes after them, and a file in it
 */
export function setUpCommands(): { readonly folder: string; readonly plainFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-refused-'));
  const plainFile = join(folder, 'plain');
  writeFileSync(plainFile, '');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    for (const name of ['HEBBENCH_DATA_DIR', 'HEBBENCH_BLAS', 'INIT_CWD']) vi.stubEnv(name, '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return { folder, plainFile };
}
