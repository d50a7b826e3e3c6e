import { describeThrown, HebbenchError } from '@hebbench/core/basics';

/** Where faults of this program are reported. */
const REPORT = 'report it, with these lines and the command, to whoever maintains this program';

/** The error for what this program's own code threw: nothing that a rule, a setting or a file has done. */
export function internalError(thrown: unknown): HebbenchError {
  return new HebbenchError('INTERNAL', 'The benchmark itself went wrong.', {
    got: describeThrown(thrown),
    expected: 'no exception outside the code of rules',
    fix: REPORT,
    cause: thrown,
  });
}
