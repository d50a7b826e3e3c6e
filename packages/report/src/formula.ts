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
