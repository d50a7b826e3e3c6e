import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, ERROR_CODES, HebbenchError, nearestNames, unknownName } from '../src/index.ts';

describe('HebbenchError', () => {
  test('says what was got, what was expected and how to fix it', () => {
    const cause = new Error('below');
    const error = new HebbenchError('USAGE', 'Not so.', { got: 'a', expected: 'b', fix: 'c', cause });
    expect(error.message).toBe('Not so. [USAGE]\n  got:      a\n  expected: b\n  fix:      c');
    expect(error).toMatchObject({ name: 'HebbenchError', code: 'USAGE', exitCode: 2, cause });
  });

  test('every code has an exit status that says that something went wrong', () => {
    expect(Object.values(ERROR_CODES).every((status) => [1, 2, 130].includes(status))).toBe(true);
  });
});

describe('nearest names', () => {
  test.each([
    { a: '', b: 'abc', distance: 3 },
    { a: 'kitten', b: 'sitting', distance: 3 },
    { a: 'table1', b: 'tabel1', distance: 2 },
  ])('from "$a" to "$b" it is $distance edits', ({ a, b, distance }) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('edit distance is a metric', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  test('a slip of the finger finds its name', () => {
    const names = ['hebbian-wp', 'krotov-hopfield', 'backprop', 'random-features'];
    expect(nearestNames('bakcprop', names)[0]).toBe('backprop');
    expect(nearestNames('krotov', names)[0]).toBe('krotov-hopfield');
    expect(unknownName('rule', 'hebian-wp', names).fix).toContain('"hebbian-wp"');
  });

  test.each([
    { typed: 'tabel1', names: ['table1', 'rules', 'tuning'], nearest: ['table1'] },
    { typed: 'figure', names: ['table1', 'figure2', 'figure3'], nearest: ['figure2', 'figure3'] },
    { typed: 'x', names: ['table1', 'rules'], nearest: [] },
  ])('near $typed: $nearest', ({ typed, names, nearest }) => {
    expect(nearestNames(typed, names)).toEqual(nearest);
  });

  test('a long word is near the names that its length allows, and is quoted by its ends', () => {
    const long = `${'a'.repeat(340)}${'z'.repeat(260)}`;
    expect(nearestNames(long, ['table1', 'a'.repeat(340)])).toEqual(['a'.repeat(340)]);
    const { message } = unknownName('rule', long, ['table1']);
    expect(message).toContain('(600 characters)');
    expect(message.length).toBeLessThan(600);
  });

  test('without names there is nothing to suggest', () => {
    expect(unknownName('rule', 'x', []).message).toContain('none is installed');
  });
});
