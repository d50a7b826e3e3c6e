import type { Complain } from './complaint.ts';

/** Most units of a layer, and most layers. */
export const MOST_UNITS = 1_000_000;
export const MOST_LAYERS = 1000;
/** Most epochs: no run of more would end. */
export const MOST_EPOCHS = 1_000_000;

/** What each setting expects, for errors and help. */
export const EXPECTED = {
  set: 'KEY=VALUE, where KEY is a hyperparameter of the rule; several values have commas between them',
  preset: 'one of paper, best',
  hidden: `whole numbers of units from 1 to ${MOST_UNITS}, one a hidden layer, with commas between them`,
  epochs: `a number of epochs from 0 to ${MOST_EPOCHS}`,
  'train-images': 'a whole number of images, 1 or more',
} as const;

/**
 * Reads the words of `--set`: `KEY=VALUE` or `KEY=VALUE,VALUE,…`. A value is a JSON value, or else a text.
 * @throws what `complain` makes
 */
export function parseSettings(
  words: readonly string[],
  complain: Complain,
): Readonly<Record<string, readonly unknown[]>> {
  const settings = new Map<string, readonly unknown[]>();
  for (const word of words) {
    const { key, text } = /^(?<key>[A-Za-z]\w*)=(?<text>.*)$/s.exec(word)?.groups ?? {};
    const parts = partsOf(text ?? '');
    if (key === undefined || parts.some((part) => part === '')) throw complain('set', word, EXPECTED.set);
    if (settings.has(key)) {
      const fix = `give ${key} once, with commas between its values`;
      throw complain('set', `${word}, after another value of ${key}`, 'each hyperparameter once', fix);
    }
    settings.set(key, parts.map(parseValue));
  }
  return Object.fromEntries(settings);
}

/** A list at its commas, those within brackets and quotes left out. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let inText = false;
  let escaped = false;
  for (const sign of text) {
    if (sign === '"' && !escaped) inText = !inText;
    escaped = inText && sign === '\\' && !escaped;
    if (!inText && /[[{]/.test(sign)) depth++;
    if (!inText && /[\]}]/.test(sign)) depth--;
    if (sign === ',' && depth === 0 && !inText) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text means itself when it is typed as a value: no number, no `true`, no list. */
export function isPlainText(text: string): boolean {
  return /^[^\s,"[\]{}]+(?: [^\s,"[\]{}]+)*$/.test(text) && parseValue(text) === text;
}

function parseValue(text: string): unknown {
  if (NUMBER.test(text)) return Number(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
