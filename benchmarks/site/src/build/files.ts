import { recordsBundle } from '../evidence/bundle.ts';
import { recordsPath } from '../model/reports.ts';
import type { SiteModel } from '../model/types.ts';
import { SECTIONS, type Page } from '../pages/page.ts';
import { renderPage } from '../pages/shell.tsx';
import { sitePages } from './pages.ts';

/** Settings of {@link siteFiles}. */
export interface FilesOptions {
  /** Scripts and styles, by their paths. */
  readonly assets: ReadonlyMap<string, string>;
  /** Whether pages ask the server that they come from for news. @defaultValue false */
  readonly live?: boolean;
}

/** A file of a site. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** All files of a site, one after the other: together they are not held in memory. */
export function* siteFiles(model: SiteModel, { assets, live = false }: FilesOptions): Generator<SiteFile> {
  for (const [path, content] of assets) yield { path, content };
  for (const { slug, files, results } of model.reports) {
    for (const [name, content] of files) yield { path: `results/${slug}/${name}`, content };
    yield { path: recordsPath(slug), content: recordsBundle(results.records) };
  }
  const sections = new Set<string>(
    SECTIONS.filter(({ name }) => name !== 'api' || model.api.size > 0).map(({ name }) => name),
  );
  const shell = { commit: model.commit, sections, live };
  for (const page of sitePages(model)) yield toFile(page, shell);
}

function toFile(page: Page, shell: Parameters<typeof renderPage>[1]): SiteFile {
  return { path: page.path, content: renderPage(page, shell) };
}
