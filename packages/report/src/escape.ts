/**
 * Characters that show nothing and change what is shown around them: control characters but for tab and line feed, marks
 * of writing direction, and line separators. A name or a message of a plug-in may hold them.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text in which characters that would not be seen are written as their code, for instance `\u{1b}`. */
export function showUnseen(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** Text as it may stand in HTML and XML, within quotation marks too. */
export function escapeHtml(text: string): string {
  return showUnseen(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What begins a tag, a comment or an autolink in Markdown; `p < 0.05` does not. */
const TAG = /<(?=[a-z/!?])/gi;
/** What HTML in Markdown would read as a character. */
const ENTITY = /&(?=#?\w+;)/g;
/** Where the text of a link or an image meets its address. */
const LINK = /\](?=[([])/g;

/** A sentence or name as it may stand in Markdown: without HTML, links and images; emphasis and code stay. */
export function escapeMarkdown(text: string): string {
  return showUnseen(text)
    .replaceAll(ENTITY, '&amp;')
    .replaceAll(TAG, '&lt;')
    .replaceAll(LINK, '\\]')
    .replaceAll('\n', ' ');
}

/** What spreadsheets take for a formula, where it begins a cell. */
const FORMULA = /^[=+\-@\t＝＋－＠]/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A field of a CSV file as a spreadsheet takes it for text: what would be a formula begins with an apostrophe, as OWASP
 * advises. Numbers stay numbers.
 */
export function escapeFormula(field: string): string {
  return FORMULA.test(field) && !NUMBER.test(field) ? `'${field}` : field;
}
