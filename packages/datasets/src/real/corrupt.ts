import { HebbenchError } from '@hebbench/core';

/** The error for a data file whose content is wrong. */
export function corruptFile(file: string, got: string, expected: string, cause?: unknown): HebbenchError {
  return new HebbenchError('DATA_CORRUPT', `The data file ${file} is damaged or of another kind.`, {
    got,
    expected,
    fix: 'fetch the file again: remove it and run `pnpm bench data fetch`, or copy it from its publisher',
    cause,
  });
}
