import { describeThrown, HebbenchError } from '@hebbench/core';
import { withAmbientListener } from './ambient.ts';

/** The code of one rule, as the runner calls it. */
export interface RuleCode {
  /** The rule's name. */
  readonly rule: string;
  /**
   * Runs a part of the rule. Whatever it throws is the rule's fault, and so is a number that does not follow from the
   * seed, even where the rule catches the complaint.
   * @param where - what runs, e.g. `create`
   * @throws {@link HebbenchError} `RULE_FAULT`; errors with a code of this program, such as `ENGINE_MEMORY`, as they are
   */
  call<T>(where: string, run: () => T): T;
  /** The error for what the rule gives that it should not. */
  fault(got: string, expected: string, fix?: string): HebbenchError;
  /** The error for a network whose numbers are not finite: `DIVERGED`. */
  diverged(got: string, expected: string, fix: string): HebbenchError;
}

/** What a rule may throw as it is: not a request to stop, which is the user's, and not a fault of this program. */
function isToldAsItIs(error: unknown): error is HebbenchError {
  return error instanceof HebbenchError && error.code !== 'INTERRUPTED' && error.code !== 'INTERNAL';
}

/** @param rule - its name, for complaints */
export function ruleCode(rule: string): RuleCode {
  return {
    rule,
    call(where, run) {
      let complaint: HebbenchError | undefined;
      const onUse = (name: string): never => {
        complaint ??= ambient(rule, where, name);
        throw complaint;
      };
      try {
        const result = withAmbientListener(onUse, run);
        if (complaint) throw complaint;
        if (isPromise(result)) {
          // Nobody waits for it: its failure would end the process.
          Promise.resolve(result).catch(() => {});
          throw promised(rule, where);
        }
        return result;
      } catch (error) {
        throw complaint ?? (isToldAsItIs(error) ? error : threw(rule, where, error));
      }
    },
    fault: (got, expected, fix = 'correct the rule; its conformance suite finds where') =>
      new HebbenchError('RULE_FAULT', `The rule "${rule}" breaks the contract.`, { got, expected, fix }),
    diverged: (got, expected, fix) =>
      new HebbenchError('DIVERGED', `The network of the rule "${rule}" has diverged.`, {
        got,
        expected,
        fix,
      }),
  };
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function threw(rule: string, where: string, error: unknown): HebbenchError {
  return new HebbenchError('RULE_FAULT', `The rule "${rule}" throws in ${where}.`, {
    got: describeThrown(error),
    expected: 'no exception',
    fix: 'correct the rule, or what it is given',
    cause: error,
  });
}

function promised(rule: string, where: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', `The rule "${rule}" breaks the contract.`, {
    got: `a promise from ${where}`,
    expected: 'work that is done when it returns',
    fix: 'leave `async` and `await` out; what a rule needs to wait for, it loads when its module is loaded',
  });
}

function ambient(rule: string, where: string, name: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', `The rule "${rule}" draws from ambient randomness.`, {
    got: `${name} in ${where}${name === 'Math.random' ? ', or a random function of TensorFlow.js without a seed' : ''}`,
    expected: 'numbers that follow from the seed',
    fix: 'draw them from the streams that `create` is given; time is measured by the benchmark',
  });
}
