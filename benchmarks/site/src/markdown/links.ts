import { posix } from 'node:path';
import type { SiteModel } from '../model/types.ts';

/** Where the repository's files are on the site: `@/` stands for its root. */
export type SiteLinks = (href: string, from: string) => string | undefined;

/**
 * Leads links of documents to the pages that stand for their targets.
 * @returns a function of an address and of the file that it stands in, as paths in the repository
 */
export function siteLinks({ guides, reports, rules }: SiteModel): SiteLinks {
  const pages = new Map<string, string>(guides.map(({ source, path }) => [source, path]));
  for (const { own, folder, path } of reports) {
    if (own) continue;
    const directory = `reports/${folder.suite.name}/${folder.scale}-${folder.data}`;
    for (const name of ['', '/summary.md', '/report.html']) pages.set(directory + name, path);
    // Of a suite alone: the report at the largest scale, which comes last.
    pages.set(`reports/${folder.suite.name}`, path);
  }
  pages.set('reports', 'results/index.html');
  pages.set('docs', 'guides/index.html');
  for (const { name, readme } of rules)
    if (readme)
      for (const part of ['', '/README.md']) pages.set(posix.dirname(readme.path) + part, rulePath(name));
  return (href, from) => {
    if (/^(?:https?:|mailto:)/.test(href)) return href;
    if (/^[a-z]+:|^\/\//i.test(href)) return undefined;
    if (href.startsWith('#')) return href;
    const [target = '', anchor] = href.split('#');
    const file = posix.normalize(posix.join(posix.dirname(from), decodeURI(target))).replace(/\/$/, '');
    const page = pages.get(file) ?? pages.get(`${file}/README.md`);
    return page === undefined ? undefined : `@/${page}${anchor === undefined ? '' : `#${anchor}`}`;
  };
}

/** The page of a rule. */
export function rulePath(name: string): string {
  return `rules/${name.replaceAll(/[^a-z0-9.-]/gi, '_')}.html`;
}
