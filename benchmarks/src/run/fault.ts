import picomatch from 'picomatch';

/** Ways in which {@link injectFault} breaks a run. */
export type Fault = 'throw' | 'exit' | 'hang' | 'nan' | 'slow';

/**
 * The fault that `HEBBENCH_TEST_FAULT=<glob of cell ids>:<fault>` asks for in a cell. For tests of the runner alone.
 */
export function faultOf(cellId: string): Fault | undefined {
  const [glob, fault] = process.env['HEBBENCH_TEST_FAULT']?.split(':') ?? [];
  return glob !== undefined && picomatch.isMatch(cellId, glob) ? (fault as Fault) : undefined;
}

const SLOW_MILLISECONDS = 50;

function block(milliseconds?: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** With the fault `slow`, makes every update take long enough for a test to interfere. */
export function slowDown(fault: Fault | undefined): void {
  if (fault === 'slow') block(SLOW_MILLISECONDS);
}

/** Breaks the run as asked. `nan` and `slow` are left to the caller. */
export function injectFault(fault: Fault | undefined): void {
  if (fault === 'throw') throw new Error('injected by HEBBENCH_TEST_FAULT');
  if (fault === 'exit') process.exit(9);
  // Blocks the process for good, as a plug-in may do.
  if (fault === 'hang') block();
}
