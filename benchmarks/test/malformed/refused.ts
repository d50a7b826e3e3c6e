import { HebbenchError, type ErrorCode } from '@hebbench/core';
import { expect } from 'vitest';
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
