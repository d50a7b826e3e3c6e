import { excerpt, HebbenchError, nearestNames } from '@hebbench/core/basics';
import type { ArgsDef } from 'citty';
import { badFlag } from './options.ts';

/** Flags that may be given several times, with another value each time. */
const REPEATABLE: ReadonlySet<string> = new Set(['set']);

/**
 * Refuses flags that a command does not have, flags without their value, a second value of a flag, and words that are
 * too long or hold what cannot be seen.
 * @returns the flags with a value that were typed, with their values
 * @throws {@link HebbenchError} `USAGE` with the nearest flags
 */
export function checkFlags(
  argv: readonly string[],
  args: ArgsDef,
  positionals: number,
): ReadonlyMap<string, readonly string[]> {
  const names = [...Object.keys(args).filter((name) => args[name]!.type !== 'positional'), 'help'];
  const positional: string[] = [];
  const given = new Map<string, readonly string[]>();
  for (let i = 0; i < argv.length; i++) {
    const token = argv[i]!;
    checkWord(token);
    if (!token.startsWith('-')) {
      positional.push(token);
      continue;
    }
    const { dashes, name, inline } = splitFlag(token);
    if (dashes === '-' && name === 'h') continue;
    if (dashes !== '--' || !names.includes(name)) throw unknownFlag(token, name, names);
    if (args[name]?.type !== 'string') {
      if (inline !== undefined) throw badFlag(name, inline, 'no value', `write --${name} alone`);
      continue;
    }
    const value = inline ?? argv[++i];
    if (value === undefined || value.trim() === '' || (inline === undefined && value.startsWith('--'))) {
      throw badFlag(name, value ?? '', 'a value', `write --${name} VALUE`);
    }
    checkWord(value);
    if (given.has(name) && !REPEATABLE.has(name)) {
      const fix = `write --${name} once; where it takes several values, with commas between them`;
      throw badFlag(name, `${value}, after another --${name}`, 'one value', fix);
    }
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  if (positional.length > positionals) {
    throw new HebbenchError('USAGE', `"${excerpt(positional[positionals]!)}" is not expected here.`, {
      got: excerpt(positional.join(' ')),
      expected: positionals === 0 ? 'flags only' : `at most ${positionals} arguments`,
      fix: 'see --help',
    });
  }
  return given;
}

/** Values with a list of what was typed for each flag that may be given several times. */
export function withRepeated(
  values: Readonly<Record<string, unknown>>,
  given: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, unknown>> {
  const repeated = [...given].filter(([name]) => REPEATABLE.has(name));
  return { ...values, ...Object.fromEntries(repeated) };
}

/** `--name=inline` in its parts. */
function splitFlag(token: string): { dashes: string; name: string; inline: string | undefined } {
  const dashes = /^-+/.exec(token)![0];
  const equals = token.indexOf('=');
  const name = token.slice(dashes.length, equals < 0 ? undefined : equals);
  return { dashes, name, inline: equals < 0 ? undefined : token.slice(equals + 1) };
}

function unknownFlag(token: string, name: string, names: readonly string[]): HebbenchError {
  const [nearest] = nearestNames(name, names);
  return new HebbenchError('USAGE', `There is no flag ${excerpt(token)}.`, {
    got: excerpt(token),
    expected: `one of ${names.map((each) => `--${each}`).join(', ')}`,
    fix: nearest === undefined ? 'see --help' : `did you mean --${nearest}?`,
  });
}

/** Room for a filter that names hundreds of cells. */
const LONGEST_WORD = 32_768;

/**
 * Refuses what no name of a cell, rule or folder is meant to hold: it comes from a slip of copying or quoting.
 * @throws {@link HebbenchError} `USAGE`
 */
export function checkWord(word: string): void {
  const control = /\p{Cc}/u.exec(word);
  if (control) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new HebbenchError('USAGE', 'A line feed or another control character is in the command.', {
      got: `${excerpt(JSON.stringify(word))}, with U+${code}`,
      expected: 'words of characters that can be seen',
      fix: 'type it again, without line breaks inside of quotes',
    });
  }
  if (word.length <= LONGEST_WORD) return;
  throw new HebbenchError('USAGE', 'A word of the command is too long.', {
    got: excerpt(word),
    expected: `at most ${LONGEST_WORD} characters`,
    fix: 'write a glob in place of many names, or give several commands',
  });
}
