import { visible } from '@hebbench/core';
import type { Readable } from 'node:stream';

/** Characters of a line that is still to end after which it is passed on all the same. */
const LONGEST = 8192;

/**
 * Passes on what a process writes, line by line, with what a terminal would obey spelt out.
 * @param onLine - told each line without its end
 */
export function passLines(stream: Readable | null, onLine: (line: string) => void): void {
  let begun = '';
  const pass = (lines: readonly string[]): void => lines.forEach((line) => onLine(visible(line)));
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = `${begun}${chunk}`.split(/\r?\n/);
    begun = lines.pop()!;
    pass(lines);
    if (begun.length < LONGEST) return;
    pass([begun]);
    begun = '';
  });
  stream?.on('end', () => pass(begun === '' ? [] : [begun]));
  // A process that ends may break its pipe.
  stream?.on('error', () => {});
}
