import { HebbenchError } from '@hebbench/core';
import { runProgram } from './cli/program.ts';

let stopping = false;
// A reader that closes the pipe early (`| head`) has what it wants. A run is told, and stops as with Ctrl-C.
const onClosedPipe = ({ code }: NodeJS.ErrnoException): void => {
  if (code !== 'EPIPE') process.exit(1);
  stopping ||= process.emit('SIGPIPE');
  if (!stopping) process.exit(0);
};
process.stdout.on('error', onClosedPipe);
process.stderr.on('error', onClosedPipe);

try {
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
  const debug = (process.env['HEBBENCH_DEBUG'] ?? '') !== '';
  const known = error instanceof HebbenchError;
  process.stderr.write(`${known && !debug ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = known ? error.exitCode : 1;
}
