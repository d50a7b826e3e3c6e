import type { VNode } from 'preact';
import type { Heading } from '../markdown/parse.ts';

/** From this many headings on, a page has a table of contents. */
const LONG_PAGE = 4;

/** The headings of the second level, as links. */
export function Contents({ headings }: { readonly headings: readonly Heading[] }): VNode | null {
  const shown = headings.filter(({ level }) => level === 2);
  if (shown.length < LONG_PAGE) return null;
  return (
    <nav class="contents" aria-label="On this page">
      <details open={shown.length <= 12}>
        <summary>On this page</summary>
        <ul>
          {shown.map(({ id, text }) => (
            <li>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}
