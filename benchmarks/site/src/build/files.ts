import { recordsBundle } from '../evidence/bundle.ts';
import { recordsPath } from '../model/reports.ts';
import type { SiteModel } from '../model/types.ts';
import { SECTIONS, type Page } from '../pages/page.ts';
import { renderPage } from '../pages/shell.tsx';
import { entriesScript, searchEntries } from '../search/entries.ts';
import { sitePages } from './pages.ts';

/** Settings of {@link siteFiles}. */
export interface FilesOptions {
  /** Scripts and styles, by their paths. */
  readonly assets: ReadonlyMap<string, string>;
  /** Whether pages ask the server that they come from for news. @defaultValue false */
  readonly live?: boolean;
  /**
   * Pages that were made before and do not depend on runs, which are kept here: while runs are watched, nothing else of
   * the site changes. @defaultValue all pages are made
   */
  readonly made?: Map<string, string>;
}

/** A file of a site. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** All files of a site, one after the other: together they are not held in memory. */
export function* siteFiles(
  model: SiteModel,
  { assets, live = false, made }: FilesOptions,
): Generator<SiteFile> {
  for (const [path, content] of assets) yield { path, content };
  for (const { slug, files, results } of model.reports) {
    for (const [name, content] of files) yield { path: `results/${slug}/${name}`, content };
    yield { path: recordsPath(slug), content: recordsBundle(results.records) };
  }
  yield { path: 'assets/search-entries.js', content: entriesScript(searchEntries(model)) };
  const sections = new Set<string>(
    SECTIONS.filter(({ name }) => name !== 'api' || model.api.size > 0).map(({ name }) => name),
  );
  const shell = { commit: model.commit, sections, live };
  const render = (page: Page): string => renderPage(page, shell);
  for (const page of sitePages(model)) {
    const { path } = page;
    const content = made?.get(path) ?? render(page);
    if (made && !dependsOnRuns(page)) made.set(path, content);
    yield { path, content };
  }
}

/** Whether a page shows a user's own runs, or lists what has run. */
function dependsOnRuns({ path, section }: Page): boolean {
  return (
    /\/own-/.test(path) || section === 'leaderboard' || section === 'rules' || path === 'results/index.html'
  );
}
