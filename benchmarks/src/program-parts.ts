/**
 * What a command of its own shares with `pnpm bench`: how flags are read, and how errors are told.
 * @packageDocumentation
 */
export { checkFlags } from './cli/check-flags.ts';
export { exitOnInterrupt } from './cli/interrupt.ts';
export { messages } from './cli/messages.ts';
export { badFlag, parseList } from './cli/options.ts';
export { withFolders } from './cli/paths.ts';
export { moves, styleOf } from './cli/terminal.ts';
export { usageText } from './cli/usage.ts';
export { fitted } from './cli/wrapped.ts';
export { internalError } from './run/internal-error.ts';
