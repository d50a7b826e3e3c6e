import { deflateRawSync } from 'node:zlib';
import { rulePath } from '../markdown/links.ts';
import { sectionsOf } from '../markdown/parse.ts';
import type { SiteModel } from '../model/types.ts';
import { apiPath } from '../pages/api.tsx';
import { ENTRIES_RECEIVER, type Entry, type PackedEntries } from './entry.ts';

/** All that can be found: documents by their parts, reports by their headings, cells, rules, and names of the API. */
export function searchEntries({ guides, reports, rules, api }: SiteModel): Entry[] {
  return [
    ...guides.flatMap(({ path, title, text }) => documentEntries(path, title, text)),
    ...rules.map(({ name, title, family, description }): Entry => ({
      path: rulePath(name),
      title,
      page: `rule, ${family}`,
      text: `${name} ${description?.citation ?? ''}`,
    })),
    ...reports.flatMap(({ path, title, summary, folder }) => [
      { path, title, page: 'report', text: folder.suite.title },
      ...documentEntries(path, title, summary)
        .filter((entry) => entry.path !== path)
        .map((entry) => ({ ...entry, text: '' })),
    ]),
    ...reports.flatMap(({ cells, title: page }) =>
      cells.map(({ path, title, id }): Entry => ({ path, title, page, text: id })),
    ),
    ...[...api].flatMap(([file, text]) => apiEntries(file, text)),
  ];
}

function documentEntries(path: string, title: string, markdown: string): Entry[] {
  return sectionsOf(markdown).map(({ heading, text }): Entry => ({
    path: heading ? `${path}#${heading.id}` : path,
    title: heading?.text ?? title,
    page: title,
    text,
  }));
}

/** The level of the headings that are names of the API. */
const NAMES = 3;
/** Characters of what is said of a name that it is found by. */
const SAID = 160;

function apiEntries(file: string, markdown: string): Entry[] {
  const page = `API: ${file.replace(/(?:\/index)?\.md$/, '')}`;
  return sectionsOf(markdown).flatMap(({ heading, text }): Entry[] =>
    heading?.level === NAMES
      ? [{ path: `${apiPath(file)}#${heading.id}`, title: heading.text, page, text: text.slice(0, SAID) }]
      : [],
  );
}

/** Entries as a script for pages. */
export function entriesScript(entries: readonly Entry[]): string {
  const packed: PackedEntries = entries.map(({ path, title, page, text }) => [path, title, page, text]);
  const bytes = deflateRawSync(JSON.stringify(packed), { level: 9 });
  return `${ENTRIES_RECEIVER}("${bytes.toString('base64')}");\n`;
}
