import { plainMarkdown, type PageSection } from '@hebbench/report';
import { markdown, type TextTable } from './markdown.ts';

/** A table under a heading of its own. */
export interface HeadedTable {
  readonly heading: string;
  readonly table: TextTable;
}

/** A section of the page for each table. */
export function tableSections(tables: readonly HeadedTable[]): PageSection[] {
  return tables.map(({ heading, table }) => ({
    heading,
    parts: [{ kind: 'table', caption: heading, ...table }],
  }));
}

/** {@link tableSections} in Markdown. */
export function tablesText(tables: readonly HeadedTable[]): string {
  return tables
    .map(({ heading, table }) => `## ${plainMarkdown(heading)}\n\n${markdown(table)}`)
    .join('\n\n');
}
