import type { VNode } from 'preact';
import { renderMarkdown } from '../markdown/render.ts';
import type { SiteLinks } from '../markdown/links.ts';
import type { SiteGuide, SiteModel } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Contents } from '../parts/contents.tsx';
import { Prose } from '../parts/prose.tsx';
import type { Page } from './page.ts';

/** A guide, or another document of the repository. */
export function guidePage(guide: SiteGuide, links: SiteLinks): Page {
  const { path, title, source, text } = guide;
  return {
    path,
    title,
    description: title,
    section: source.startsWith('reports/') ? 'results' : 'guides',
    wide: true,
    body: () => {
      const {
        html,
        title: heading,
        headings,
      } = renderMarkdown(text, {
        resolve: (href) => links(href, source),
        sortable: source.startsWith('reports/'),
      });
      return (
        <>
          <Crumbs above={[{ path: 'guides/index.html', title: 'Guides' }]} here={title} />
          <h1>{heading ?? title}</h1>
          <Contents headings={headings} />
          <Prose html={html} />
        </>
      );
    },
  };
}

/** Which documents belong together, by where they are. */
const GROUPS: readonly (readonly [title: string, belongs: RegExp])[] = [
  ['Start', /^README\.md$/],
  ['Findings', /^docs\/(?:findings|claims|readings)\.md$/],
  ['How to', /^docs\//],
  ['Packages', /^packages\//],
  ['The project', /./],
];

/** The list of guides. */
export function guidesPage({ guides }: SiteModel): Page {
  return {
    path: 'guides/index.html',
    title: 'Guides',
    description: 'How to run, extend and trust Hebbench.',
    section: 'guides',
    body: () => <Guides guides={guides.filter(({ source }) => !source.startsWith('reports/'))} />,
  };
}

function Guides({ guides }: { readonly guides: readonly SiteGuide[] }): VNode {
  const groupOf = ({ source }: SiteGuide): string => GROUPS.find(([, belongs]) => belongs.test(source))![0];
  return (
    <>
      <h1>Guides</h1>
      {GROUPS.map(([title]) => (
        <section>
          <h2>{title}</h2>
          <ul class="columns">
            {guides
              .filter((guide) => groupOf(guide) === title)
              .map((guide) => (
                <li>
                  <a href={`@/${guide.path}`}>{guide.title}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
