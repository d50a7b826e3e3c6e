import { exitOnInterrupt } from './cli/interrupt.ts';
import { tellReaderGone } from './cli/readers.ts';

// Before the program itself is loaded, which takes a moment.
exitOnInterrupt();
const [{ HebbenchError }, { internalError }, { runProgram }, { moves }, { fitted }] = await Promise.all([
  import('@hebbench/core/basics'),
  import('./run/internal-error.ts'),
  import('./cli/program.ts'),
  import('./cli/terminal.ts'),
  import('./cli/wrapped.ts'),
]);

let stopping = false;
// A reader that closes the pipe early (`| head`) has what it wants. A run is told, and stops as with Ctrl-C.
const onClosedPipe = ({ code }: NodeJS.ErrnoException): void => {
  if (code !== 'EPIPE') process.exit(1);
  stopping ||= tellReaderGone();
  if (!stopping) process.exit(0);
};
process.stdout.on('error', onClosedPipe);
process.stderr.on('error', onClosedPipe);

try {
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (thrown) {
  const debug = (process.env['HEBBENCH_DEBUG'] ?? '') !== '';
  const error = thrown instanceof HebbenchError ? thrown : internalError(thrown);
  const { stderr } = process;
  const text = fitted(error.message, moves(stderr) ? stderr.columns : undefined);
  stderr.write(`${debug ? error.stack : text}\n`);
  process.exitCode = error.exitCode;
}
