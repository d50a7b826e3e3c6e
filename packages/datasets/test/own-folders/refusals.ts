import type { ErrorCode } from '@hebbench/core';
import { expect, test } from 'vitest';
import { openFolder } from '../../src/index.ts';
import { errorOf } from '../small-sets.ts';
import { putFolder, type Files } from './put-folder.ts';

/** A folder that is not read, and why. */
export interface Row {
  readonly name: string;
  readonly files: Files;
  /** @defaultValue `DATA_CORRUPT` */
  readonly code?: ErrorCode;
  /** Parts of what was got, what was expected, and what to do. */
  readonly says: readonly [got: string, expected: string, fix: string];
}

export const MISSING = { code: 'DATA_MISSING' } as const;

/** A test for each folder: it is refused with its code, and with what was got, what was expected, and what to do. */
export function testRefusals(rows: readonly Row[]): void {
  test.each(rows)('$name is refused', async ({ files, code = 'DATA_CORRUPT', says }) => {
    const error = await errorOf(openFolder('own', putFolder(files)));
    expect(error.code).toBe(code);
    for (const [at, part] of [error.got, error.expected, error.fix].entries()) {
      expect(part).toContain(says[at]);
      expect(part).not.toMatch(/NaN|undefined|^, |^$/);
    }
  });
}
