/**
 * Characters that show nothing and change what is shown around them: control characters other than tab and line feed (C0,
 * DEL and C1), marks of writing direction, separators of lines and the byte order mark. Terminals obey them, and pages.
 */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/**
 * Foreign text as it can be shown: what would not be seen is spelt out, such as `\u001b` for the beginning of a colour.
 * Lines and tabs stay.
 */
export function visible(text: string): string {
  // Foreign code may give anything for a text.
  return String(text).replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a text can be printed as it is, on one line. */
export function isOneLine(text: string): boolean {
  return visible(text) === text && !/[\n\t]/.test(text);
}

/** Characters of a description: enough for any stack, too few to fill a record. */
const LONGEST = 10_000;

/**
 * What was thrown, for people: the stack of an error, and whatever else it may be. Never throws.
 * @param thrown - of foreign code, so anything at all
 */
export function describeThrown(thrown: unknown): string {
  try {
    const { stack, message } = (thrown ?? {}) as Partial<Error>;
    // A message that was changed after the error was made is not in its stack.
    const known = typeof message === 'string';
    const text =
      typeof stack === 'string' && (!known || stack.includes(message)) ? stack : known ? message : thrown;
    return String(text).slice(0, LONGEST);
  } catch {
    return `a value of type ${typeof thrown} that cannot be shown`;
  }
}
