import { expect, test } from 'vitest';
import { failuresText, type Failure } from '../src/cli/failures.ts';
import { exampleRecord } from './example-record.ts';

const { cell } = exampleRecord();
const failed = (id: string, seed: number, message: string): Failure => ({
  cell: { ...cell, id },
  seed,
  error: { code: 'RULE_FAULT', message },
});

test('failures are listed again, each with its seed, those of one reason together', () => {
  const text = failuresText([
    failed('table1/a/b', 0, 'It broke.\n  got: this'),
    failed('table1/a/c', 1, 'Another reason.'),
    failed('table1/a/b', 2, 'It broke.\n  got: this'),
  ]);
  expect(text.split('\n')).toEqual([
    '3 runs failed; the others are kept:',
    '  table1/a/b #0',
    '  table1/a/b #2',
    '    It broke.',
    '      got: this',
    '  table1/a/c #1',
    '    Another reason.',
  ]);
});

test('what a terminal would obey is spelt out', () => {
  expect(failuresText([failed('table1/a', 0, '\u001b[31mred')])).toContain('\\u001b[31mred');
});

test.each([
  { what: 'runs of one reason', message: () => 'same', more: '  and 5 more' },
  { what: 'reasons', message: (i: number) => `reason ${i}`, more: '  … and for 5 more reasons' },
])('of many $what, twenty are listed', ({ message, more }) => {
  const text = failuresText(Array.from({ length: 25 }, (_, i) => failed('table1/a', i, message(i))));
  expect(text).toContain('25 runs failed');
  expect(text.match(/#\d+/g)).toHaveLength(20);
  expect(text).toContain(more);
});
