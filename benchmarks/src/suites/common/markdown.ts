import { createSlugger, escapeMarkdown, markdownTable, withoutMarkup } from '@hebbench/report';

/** A table as text. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table in Markdown. Its columns are names, some of which others chose; cells may hold code and emphasis. */
export function markdown({ columns, rows }: TextTable): string {
  return markdownTable(columns.map(withoutMarkup), rows);
}

/** A list in Markdown. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n');
}

/**
 * Links to the sections of a document.
 * @param title - of the document, its first heading
 * @param sections - the headings below it, in their order, from the first on
 */
export function contents(title: string, sections: readonly string[]): string {
  const slug = createSlugger();
  slug(title);
  return sections.map((section) => `- [${escapeMarkdown(section)}](#${slug(section)})`).join('\n');
}
