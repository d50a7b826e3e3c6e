import { escapeMarkdown, markdownTable } from '@hebbench/report';

/** A table as text. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table in Markdown. */
export function markdown({ columns, rows }: TextTable): string {
  return markdownTable(columns, rows);
}

/** A list in Markdown. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n');
}
