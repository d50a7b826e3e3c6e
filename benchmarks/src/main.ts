import { HebbenchError } from '@hebbench/core';
import { runProgram } from './cli/program.ts';

// A reader that closes the pipe early (`| head`) has what it wants.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
  const debug = (process.env['HEBBENCH_DEBUG'] ?? '') !== '';
  const known = error instanceof HebbenchError;
  process.stderr.write(`${known && !debug ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = known ? error.exitCode : 1;
}
