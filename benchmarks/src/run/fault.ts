import picomatch from 'picomatch';

/** Ways in which {@link injectFault} breaks a run. */
export type Fault = 'throw' | 'exit' | 'hang' | 'nan' | 'slow';

/**
 * The fault that `HEBBENCH_TEST_FAULT=<glob of cell ids>:<fault>`, or several of these with a semicolon between them,
 * asks for in a cell. For tests of the runner alone.
 */
export function faultOf(cellId: string): Fault | undefined {
  for (const wish of process.env['HEBBENCH_TEST_FAULT']?.split(';') ?? []) {
    const [glob, fault] = wish.split(':');
    if (glob && picomatch.isMatch(cellId, glob)) return fault as Fault;
  }
  return undefined;
}

const SLOW_MILLISECONDS = 50;

function block(milliseconds?: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

let told = false;

/** With the fault `slow`, makes every update take long enough for a test to interfere, and says so after the first. */
export function slowDown(fault: Fault | undefined): void {
  if (fault !== 'slow') return;
  if (!told) process.stderr.write('HEBBENCH_TEST_FAULT: updates are slow\n');
  told = true;
  block(SLOW_MILLISECONDS);
}

/** Breaks the run as asked. `nan` and `slow` are left to the caller. */
export function injectFault(fault: Fault | undefined): void {
  if (fault === 'throw') throw new Error('injected by HEBBENCH_TEST_FAULT');
  if (fault === 'exit') process.exit(9);
  // Blocks the process for good, as a plug-in may do.
  if (fault === 'hang') block();
}
