import type { TerminalStyle } from '../suite.ts';

const DEFAULT_WIDTH = 100;

/** What a stream can show: its width, and colours unless `NO_COLOR` is set or it is not a terminal. */
export function styleOf(stream: NodeJS.WriteStream): TerminalStyle {
  const noColour = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
  return { width: stream.columns ?? DEFAULT_WIDTH, colour: stream.isTTY === true && !noColour };
}
