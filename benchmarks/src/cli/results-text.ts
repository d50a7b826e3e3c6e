import { moves } from './terminal.ts';
import { fitted } from './wrapped.ts';

/**
 * Writes results to stdout. On a terminal that is narrower than one of their lines, words stay whole; what goes into a file
 * or another program stays as it is.
 */
export function writeResults(text: string): void {
  const { stdout } = process;
  stdout.write(fitted(text, moves(stdout) && stdout.columns ? stdout.columns : undefined));
}
