import { HebbenchError, runRecordSchema, type RunRecord } from '@hebbench/core';
import { internalError } from './internal-error.ts';

/**
 * Checks what a run has found before it is kept: a record that cannot be read again would cost its report.
 * @returns the record
 * @throws {@link HebbenchError} `RULE_FAULT` naming what the rule gives, such as a diagnostic that is NaN; `INTERNAL` for
 * what the suite measures
 */
export function checkRecord(record: RunRecord): RunRecord {
  // As it will be read: JSON makes null of what is not finite.
  const parsed = runRecordSchema.safeParse(JSON.parse(JSON.stringify(record)));
  if (parsed.success) return record;
  const { path, message } = parsed.error.issues[0]!;
  const value = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], record);
  const [part, ...name] = path;
  const metric = name.join('.');
  const got = `${String(value)} as ${part === 'metrics' ? `the metric "${metric}"` : path.join('.')}`;
  const { rule } = record.cell;
  if (!isOfRule(path, rule)) throw internalError(new Error(`a record cannot be kept: it has ${got}`));
  throw new HebbenchError('RULE_FAULT', `The rule "${rule}" gives a result that cannot be kept.`, {
    got,
    expected: part === 'metrics' ? 'a finite number' : message,
    fix:
      part === 'metrics'
        ? 'correct what computes it, its `diagnostics`; leave out what has no value'
        : 'correct the rule',
  });
}

/** Whether the rule has given a value: a name, a phase, a diagnostic, a hyperparameter. */
function isOfRule([part, name]: readonly PropertyKey[], rule: string): boolean {
  if (part === 'metrics') return String(name).startsWith(`${rule}.`);
  return part === 'cell' || part === 'phases' || name === 'hyperparameters';
}
