import { visible } from '@hebbench/core/basics';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { SECTIONS, type Page } from './page.ts';

/** The id of what a page is about: no heading has one with a dot. */
const MAIN = 'content.';

/** What all pages of a site share. */
export interface ShellOptions {
  /** The commit that the site was made at. */
  readonly commit: string | undefined;
  /** Names of the parts that the site has. */
  readonly sections: ReadonlySet<string>;
  /** Whether pages ask the server that they come from for news. */
  readonly live: boolean;
}

/** A page as an HTML file, whose links lead to files beside it. */
export function renderPage(page: Page, options: ShellOptions): string {
  const root = '../'.repeat(page.path.split('/').length - 1);
  const html = renderToString(<Shell page={page} options={options} />);
  // What is seen of it is text or an attribute's value, in which quotation marks are escaped.
  const linked = html.replaceAll(/ (href|src|data-records)="@\//g, (_, name: string) => ` ${name}="${root}`);
  return `<!doctype html>\n${visible(linked)}\n`;
}

function Shell({ page, options }: { readonly page: Page; readonly options: ShellOptions }): VNode {
  const { title, description, section } = page;
  const sections = SECTIONS.filter(({ name }) => options.sections.has(name));
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{page.path === 'index.html' ? title : `${title} – Hebbench`}</title>
        <meta name="description" content={description} />
        <link rel="icon" href="@/assets/icon.svg" />
        <link rel="stylesheet" href="@/assets/site.css" />
        <script defer src="@/assets/site.js" />
        {page.charts && <script defer src="@/assets/charts.js" />}
      </head>
      <body data-live={options.live ? '' : undefined}>
        <a class="skip" href={`#${MAIN}`}>
          Skip to content
        </a>
        <header>
          <a class="brand" href="@/index.html">
            <img src="@/assets/icon.svg" alt="" width="24" height="24" />
            Hebbench
          </a>
          <nav aria-label="Site">
            {sections.map(({ name, title: text, path }) => (
              <a href={`@/${path}`} aria-current={name === section ? 'page' : undefined}>
                {text}
              </a>
            ))}
          </nav>
          <button type="button" class="find" data-find="" hidden>
            Search <kbd aria-hidden="true">/</kbd>
          </button>
        </header>
        <main id={MAIN} class={page.wide ? 'wide' : undefined} tabIndex={-1}>
          {page.body()}
        </main>
        <footer>
          <p>
            Every number comes from a stored record and leads to it. MIT licensed
            {options.commit === undefined ? '' : `; made at commit ${options.commit.slice(0, 12)}`}.
          </p>
        </footer>
      </body>
    </html>
  );
}
