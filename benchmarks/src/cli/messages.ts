import { createConsola } from 'consola';

/** Messages for people. They go to stderr, so that stdout holds results alone. */
export const messages: ReturnType<typeof createConsola> = createConsola({
  level: 3,
  stdout: process.stderr,
  stderr: process.stderr,
  formatOptions: { date: false },
});
