import { HebbenchError, type RunRecord } from '@hebbench/core';
import { expect, test } from 'vitest';
import { checkRecord } from '../src/run/check-record.ts';
import { exampleRecord } from './example-record.ts';

const EXAMPLE = exampleRecord();
const RECORD: RunRecord = { ...EXAMPLE, cell: { ...EXAMPLE.cell, rule: 'my-rule' } };

test('a sound record is given back', () => {
  expect(checkRecord(RECORD)).toBe(RECORD);
});

test('a metric without a value is left out, not refused', () => {
  const record = { ...RECORD, metrics: { ...RECORD.metrics, 'my-rule.converged': undefined as never } };
  expect(checkRecord(record)).toBe(record);
});

test.each<{ name: string; changes: Partial<RunRecord>; says: string }>([
  ...[Number.NaN, Infinity, 'high', null].map((value) => ({
    name: `a metric that is ${value}`,
    changes: { metrics: { ...RECORD.metrics, 'my-rule.converged': value as number } },
    says: `${value} as the metric "my-rule.converged"`,
  })),
  {
    name: 'a name of the cell that the store refuses',
    changes: { cell: { ...RECORD.cell, id: 'table1/My_Rule' } },
    says: 'table1/My_Rule as cell.id',
  },
  {
    name: 'a phase without a number of epochs',
    changes: { phases: [{ ...RECORD.phases[0]!, epochs: Number.NaN }] },
    says: 'NaN as phases.0.epochs',
  },
])('$name is refused', ({ changes, says }) => {
  const check = (): unknown => checkRecord({ ...RECORD, ...changes });
  expect(check).toThrow(HebbenchError);
  expect(check).toThrow(/RULE_FAULT/);
  expect(check).toThrow(says);
});

test.each<{ name: string; changes: Partial<RunRecord>; says: string }>([
  {
    name: 'a measurement of the suite',
    changes: { metrics: { accuracy: Number.NaN } },
    says: 'NaN as the metric "accuracy"',
  },
])('$name is not blamed on the rule', ({ changes, says }) => {
  const check = (): unknown => checkRecord({ ...RECORD, ...changes });
  expect(check).toThrow(/INTERNAL/);
  expect(check).toThrow(says);
});
