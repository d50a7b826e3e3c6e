import { HebbenchError, runRecordSchema, type RunRecord } from '@hebbench/core';

/**
 * Checks what a run has found before it is kept: a record that cannot be read again would cost its report.
 * @returns the record
 * @throws {@link HebbenchError} `RULE_FAULT` naming what is wrong, such as a metric that is NaN
 */
export function checkRecord(record: RunRecord): RunRecord {
  // As it will be read: JSON makes null of what is not finite.
  const parsed = runRecordSchema.safeParse(JSON.parse(JSON.stringify(record)));
  if (parsed.success) return record;
  const { path, message } = parsed.error.issues[0]!;
  const value = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], record);
  const [part, ...name] = path;
  throw new HebbenchError(
    'RULE_FAULT',
    `The rule "${record.cell.rule}" gives a result that cannot be kept.`,
    {
      got: `${String(value)} as ${part === 'metrics' ? `the metric "${name.join('.')}"` : path.join('.')}`,
      expected: part === 'metrics' ? 'a finite number' : message,
      fix:
        part === 'metrics'
          ? 'correct what computes it, for a metric of the rule its `diagnostics`; leave out what has no value'
          : 'correct the rule',
    },
  );
}
