import { createConsola } from 'consola';
import { moves } from './terminal.ts';
import { fitted } from './wrapped.ts';

const consola = createConsola({
  level: 3,
  stdout: process.stderr,
  stderr: process.stderr,
  formatOptions: { date: false },
});

/** Columns that consola puts before a message. */
const BADGE = 10;

/** A message as it fits on the terminal, if it is one. */
function shown(text: string): string {
  const { stderr } = process;
  return fitted(text, moves(stderr) && stderr.columns ? stderr.columns - BADGE : undefined);
}

/** Messages for people. They go to stderr, so that stdout holds results alone. */
export const messages = {
  info: (text: string): void => consola.info(shown(text)),
  warn: (text: string): void => consola.warn(shown(text)),
  error: (text: string): void => consola.error(shown(text)),
} as const;
