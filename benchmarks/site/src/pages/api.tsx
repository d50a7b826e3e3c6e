import { posix } from 'node:path';
import type { VNode } from 'preact';
import { headingIds } from '../markdown/parse.ts';
import { renderMarkdown } from '../markdown/render.ts';
import type { SiteModel } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Contents } from '../parts/contents.tsx';
import { Prose } from '../parts/prose.tsx';
import type { Page } from './page.ts';

/** The API reference, a page for each of its documents. */
export function apiPages({ api }: SiteModel): Page[] {
  const ids = new Map([...api].map(([name, text]) => [name, headingIds(text)]));
  return [...api].map(([name, text]): Page => {
    const title = /^# (.*)$/m.exec(text)?.[1]?.replaceAll('\\', '') ?? name;
    return {
      path: apiPath(name),
      title: name === 'index.md' ? 'API reference' : title,
      description: `API reference: ${title}.`,
      section: 'api',
      body: () => <Api name={name} text={text} title={title} ids={ids} />,
    };
  });
}

interface ApiProps {
  readonly name: string;
  readonly text: string;
  readonly title: string;
  /** Ids of the headings of all documents. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
}

function Api({ name, text, title, ids }: ApiProps): VNode {
  const { html, headings } = renderMarkdown(text, {
    resolve: (href) => {
      if (/^https?:/.test(href)) return href;
      const [file = '', anchor] = href.split('#');
      const target = file === '' ? name : posix.normalize(posix.join(posix.dirname(name), decodeURI(file)));
      const known = ids.get(target);
      if (!known) return undefined;
      const hash = anchor === undefined ? '' : hashOf(anchor, known);
      return file === '' ? hash || '#' : `@/${apiPath(target)}${hash}`;
    },
  });
  const isIndex = name === 'index.md';
  return (
    <>
      {!isIndex && <Crumbs above={[{ path: 'api/index.html', title: 'API' }]} here={title} />}
      <h1>{isIndex ? 'API reference' : title}</h1>
      <Contents headings={headings} />
      <Prose html={html} />
    </>
  );
}

/** TypeDoc numbers some headings that have no namesake: then the one without a number is meant. */
function hashOf(anchor: string, known: ReadonlySet<string>): string {
  const id = [anchor, anchor.replace(/-\d+$/, '')].find((each) => known.has(each));
  return id === undefined ? '' : `#${id}`;
}

/** The page of a document of the API reference. */
export function apiPath(name: string): string {
  return `api/${name.replace(/\.md$/, '').replaceAll('@', '')}.html`;
}
