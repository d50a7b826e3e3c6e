import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  describeThrown,
  editDistance,
  ERROR_CODES,
  HebbenchError,
  isOneLine,
  nearestNames,
  unknownName,
  visible,
} from '../src/index.ts';

describe('HebbenchError', () => {
  test('says what was got, what was expected and how to fix it', () => {
    const cause = new Error('below');
    const error = new HebbenchError('USAGE', 'Not so.', { got: 'a', expected: 'b', fix: 'c', cause });
    expect(error.message).toBe('Not so. [USAGE]\n  got:      a\n  expected: b\n  fix:      c');
    expect(error).toMatchObject({ name: 'HebbenchError', code: 'USAGE', exitCode: 2, cause });
  });

  test('spells out what a terminal would obey', () => {
    const red = '\u001B[31mred';
    const error = new HebbenchError('USAGE', red, { got: red, expected: 'two\nlines', fix: red });
    expect(error.message).not.toContain('\u001B');
    expect(error.message).toContain('two\nlines');
    expect(error.got).toBe('\\u001b[31mred');
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

describe('foreign text', () => {
  const signs = fc.string({
    unit: fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCharCode(code)),
  });

  test('holds nothing that a terminal obeys, and stays as it is where there was nothing', () => {
    fc.assert(
      fc.property(signs, (text) => {
        // eslint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(visible(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202E]/);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
    expect(visible('Δw = η z (x − w)\n\tz ≥ 0')).toBe('Δw = η z (x − w)\n\tz ≥ 0');
  });

  test.each(['two\nlines', 'a\ttab', '\u001B[31m', 'a\rb', '\u202Etxt'])('%j is not one line', (text) => {
    expect(isOneLine(text)).toBe(false);
  });

  test.each([
    { thrown: new RangeError('of no use'), says: /^RangeError: of no use\n +at / },
    { thrown: 'a word', says: /^a word$/ },
    { thrown: undefined, says: /^undefined$/ },
    { thrown: null, says: /^null$/ },
    { thrown: { message: 'no error' }, says: /^no error$/ },
    { thrown: Object.create(null), says: /type object/ },
    { thrown: Symbol('of no use'), says: /^Symbol\(of no use\)$/ },
    {
      thrown: {
        get stack(): string {
          throw new Error('of no use');
        },
      },
      says: /type object/,
    },
    { thrown: 'x'.repeat(1e6), says: /^x{10000}$/ },
  ])('whatever is thrown is described: $says', ({ thrown, says }) => {
    expect(describeThrown(thrown)).toMatch(says);
  });
});
