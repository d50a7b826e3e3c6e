import { HebbenchError } from '@hebbench/core';

const FETCH_AGAIN =
  'fetch the file again: remove it and run `pnpm bench data fetch`, or copy it from its publisher';

/** The error for a data file whose content is wrong. */
export function corruptFile(
  file: string,
  got: string,
  expected: string,
  fix: string = FETCH_AGAIN,
  cause?: unknown,
): HebbenchError {
  const summary = `The data file ${file} is damaged or of another kind.`;
  return new HebbenchError('DATA_CORRUPT', summary, { got, expected, fix, cause });
}
