import { visible } from './visible.ts';

/**
 * Stable error codes, each with the exit status that the command line gives it: 2 for bad usage, 1 for what fails
 * while running, 130 for an interruption.
 */
export const ERROR_CODES = {
  /** A command-line flag or argument is unknown or malformed. */
  USAGE: 2,
  /** No suite, cell, rule, data set or scale has the requested name. */
  UNKNOWN_NAME: 2,
  /** A rule's hyperparameters or a cell's configuration are out of range. */
  INVALID_CONFIG: 2,
  /** A rule cannot run the requested architecture or option. */
  UNSUPPORTED: 2,
  /** The requested engine cannot run on this machine. */
  ENGINE_UNAVAILABLE: 2,
  /** An engine ran out of its memory. */
  ENGINE_MEMORY: 1,
  /** A data file is missing. */
  DATA_MISSING: 1,
  /** A data file is there but its content is wrong. */
  DATA_CORRUPT: 1,
  /** The code was edited while a command ran with it. */
  CODE_CHANGED: 1,
  /** A download failed. */
  DOWNLOAD_FAILED: 1,
  /** A stored record cannot be read. */
  RECORD_CORRUPT: 1,
  /** The server of a queue of runs does not answer, or lets nobody in. */
  QUEUE_UNREACHABLE: 1,
  /** What a command would write is being written by another one. */
  STORE_LOCKED: 1,
  /** Results cannot be published: not complete, not on the publisher's images, or not of committed code. */
  NOT_PUBLISHABLE: 1,
  /** A file or folder cannot be written. */
  NOT_WRITABLE: 1,
  /** A rule, built in or plugged in, broke the contract. */
  RULE_FAULT: 1,
  /** A network's weights, activity or logits are no finite numbers: what its settings come to, and a result of a search. */
  DIVERGED: 1,
  /** A data set's definition broke the contract. */
  DATASET_FAULT: 1,
  /** A worker process ended without a result. */
  WORKER_DIED: 1,
  /** This program itself went wrong; whoever meets it should report it. */
  INTERNAL: 1,
  /** The user interrupted the run. */
  INTERRUPTED: 130,
} as const;

/** One of the stable codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What a {@link HebbenchError} says: what was got, what was expected, and how to fix it. */
export interface ErrorParts {
  /** What was found, with the name of the flag, field or file it was found in. */
  readonly got: string;
  /** What would have been right. */
  readonly expected: string;
  /** What the reader can do about it. */
  readonly fix: string;
  /** The error beneath, if there is one. */
  readonly cause?: unknown;
}

/**
 * An error that a user can act on. Its message is a summary and three lines: got, expected, fix. What a terminal would
 * obey is spelt out in all of them, as they hold what others wrote.
 */
export class HebbenchError extends Error {
  override readonly name = 'HebbenchError';
  readonly code: ErrorCode;
  readonly got: string;
  readonly expected: string;
  readonly fix: string;

  constructor(code: ErrorCode, summary: string, parts: ErrorParts) {
    const [got, expected, fix] = [visible(parts.got), visible(parts.expected), visible(parts.fix)];
    super(
      `${visible(summary)} [${code}]\n  got:      ${got}\n  expected: ${expected}\n  fix:      ${fix}`,
      parts.cause === undefined ? undefined : { cause: parts.cause },
    );
    this.code = code;
    this.got = got;
    this.expected = expected;
    this.fix = fix;
  }

  /** The exit status of a process that ends with this error. */
  get exitCode(): number {
    return ERROR_CODES[this.code];
  }
}
