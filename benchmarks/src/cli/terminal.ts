import type { TerminalStyle } from '../suite.ts';

const DEFAULT_WIDTH = 100;

/** What a stream can show: its width, and colours unless `NO_COLOR` is set or it is not a terminal. */
export function styleOf(stream: NodeJS.WriteStream): TerminalStyle {
  const noColour = (process.env['NO_COLOR'] ?? '') !== '';
  return { width: stream.columns || DEFAULT_WIDTH, colour: moves(stream) && !noColour };
}

/** Whether a stream is a terminal that obeys: `TERM=dumb` is one that prints whatever it is sent. */
export function moves(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
}
