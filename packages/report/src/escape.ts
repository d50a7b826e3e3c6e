import { visible } from '@hebbench/core/basics';

/** Text as it may stand in HTML and XML, within quotation marks too. */
export function escapeHtml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What begins a tag, a comment or an autolink in Markdown; `p < 0.05` does not. */
const TAG = /<(?=[a-z/!?])/gi;
/** What HTML in Markdown would read as a character. */
const ENTITY = /&(?=#?\w+;)/g;
/** Where the text of a link or an image meets its address. */
const LINK = /\](?=[([])/g;

/** A sentence or name as it may stand in Markdown: without HTML, links and images; emphasis and code stay. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replaceAll(ENTITY, '&amp;')
    .replaceAll(TAG, '&lt;')
    .replaceAll(LINK, '\\]')
    .replaceAll('\n', ' ');
}

/** What Markdown reads as emphasis, code, a strike or a formula. */
const MARKUP = /[\\*_`~$]/g;

/**
 * A name that others chose, for what {@link escapeMarkdown} is still applied to, such as the cells of a table: with a slash
 * before them, its signs are no emphasis, code or formula.
 */
export function withoutMarkup(text: string): string {
  return text.replaceAll(MARKUP, String.raw`\$&`);
}

/** A name that others chose, as it may stand in Markdown: none of it is HTML, a link, emphasis, code or a formula. */
export function plainMarkdown(text: string): string {
  return escapeMarkdown(withoutMarkup(text));
}
