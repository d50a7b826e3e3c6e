import type { LearningRule } from '@hebbench/core';
import { ruleCode } from './rule-code.ts';
import { guardTrainer } from './trainer.ts';

/**
 * A rule whose every answer is checked, and which is blamed by name for whatever its own code throws: what the runner,
 * a suite or a store throws is not its fault.
 */
export function guardRule(rule: LearningRule): LearningRule {
  const code = ruleCode(rule.name);
  const { name, title, citation, hyperparameters, presets } = rule;
  return {
    name,
    title,
    citation,
    hyperparameters,
    presets,
    ...(rule.unsupported && {
      unsupported: (architecture, values) => {
        const complaint: unknown = code.call('`unsupported`', () => rule.unsupported!(architecture, values));
        if (complaint === undefined || (typeof complaint === 'string' && complaint.trim() !== ''))
          return complaint;
        throw code.fault(
          `${JSON.stringify(complaint)} from \`unsupported\``,
          'a reason in words, or undefined for a network that it can train',
        );
      },
    }),
    ...(rule.hiddenIdentity && {
      hiddenIdentity: (values, architecture) => {
        const identity: unknown = code.call('`hiddenIdentity`', () =>
          rule.hiddenIdentity!(values, architecture),
        );
        if (identity === undefined || isJson(identity)) return identity;
        throw code.fault(
          `a value of type ${typeof identity} from \`hiddenIdentity\` that JSON cannot hold`,
          'a JSON value: networks whose identities are equal share their hidden layers',
        );
      },
    }),
    create: (setup) => guardTrainer(() => rule.create(setup), setup.architecture, code),
  };
}

/** Whether two values differ wherever their JSON does: nothing in it is left out or made null. */
function isJson(value: unknown, above: readonly unknown[] = []): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || above.includes(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((each) => each === undefined || isJson(each, [...above, value]));
}
