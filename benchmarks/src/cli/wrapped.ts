import { stripVTControlCharacters } from 'node:util';

/** Names of at most this length have their text beside them; it stands below longer ones. */
const LONGEST_NAME = 18;
/** A column of text is no narrower than this, however narrow the terminal. */
const NARROWEST = 24;

/**
 * Names with a text beside each, no line longer than the terminal is wide.
 * @param width - columns of the terminal
 */
export function rows(pairs: readonly (readonly [name: string, text: string])[], width: number): string {
  const short = pairs.map(([name]) => name.length).filter((length) => length <= LONGEST_NAME);
  const indent = 4 + Math.max(...short, 0);
  return pairs
    .map(([name, text]) => {
      const wrapped = wrap(text, Math.max(NARROWEST, width - indent));
      const lines = wrapped.map((each) => ' '.repeat(indent) + each);
      return name.length + 4 > indent
        ? [`  ${name}`, ...lines].join('\n')
        : [`  ${name}`.padEnd(indent) + wrapped[0]!, ...lines.slice(1)].join('\n');
    })
    .join('\n');
}

/** Lines of whole words, of at most `width` columns each unless a word alone is longer. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** What a line begins with that its continuations stand to the right of: spaces, and a word of `got:`, `expected:`, `fix:`. */
const MARGIN = /^ *(?:(?:got|expected|fix): +)?/;

/**
 * Lines of whole words, for a terminal, which would break them anywhere. What is left of a line stands below its text.
 * @param width - columns of the terminal; `undefined` where it is none, and lines stay as they are
 */
export function fitted(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => {
      const margin = MARGIN.exec(line)![0];
      // Colours take no columns.
      if (stripVTControlCharacters(line).length <= width) return [line];
      const indent = ' '.repeat(margin.length);
      const [first, ...others] = wrap(line.slice(margin.length), Math.max(NARROWEST, width - margin.length));
      return [margin + first!, ...others.map((each) => indent + each)];
    })
    .join('\n');
}
