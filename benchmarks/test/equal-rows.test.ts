import { expect, test } from 'vitest';
import { rules } from '../src/suites/rules/index.ts';
import { equalRowsNotes } from '../src/suites/rules/equal-rows.ts';
import type { SuiteResults } from '../src/suite.ts';
import { exampleRecord } from './example-record.ts';

const cells = rules.cells('quick', { rules: ['one', 'two', 'three'], seeds: 2 });

/** What three rules reach, the second of them on seed 1 with another accuracy, and with a metric of its own. */
function results(second: number, own: number): SuiteResults {
  const records = cells.flatMap((cell) =>
    cell.seeds.map((seed) => {
      const accuracy = cell.rule === 'three' ? 70 : cell.rule === 'two' && seed === 1 ? second : 90;
      const record = exampleRecord(cell, seed, accuracy);
      return { ...record, metrics: { ...record.metrics, [`${cell.rule}.own`]: own } };
    }),
  );
  return { scale: 'quick', data: 'real', cells, records };
}

test.each([
  { second: 90, found: ['One result, not 2: one and two agree in every number'] },
  { second: 90.01, found: [] },
])('rules that agree in every number are one result: $found', async ({ second, found }) => {
  const notes = equalRowsNotes(results(second, 0.5));
  expect(notes).toHaveLength(found.length);
  found.forEach((text, i) => expect(notes[i]).toContain(text));
  const summary = String((await rules.report(results(second, 0.5))).get('summary.md'));
  expect(summary.includes('One result')).toBe(found.length > 0);
});

test('rules without a record agree in nothing', () => {
  expect(equalRowsNotes({ ...results(90, 0), records: [] })).toEqual([]);
});
