import { escapeHtml } from '@hebbench/report';
import Token from 'markdown-it/lib/token.mjs';
import type { Place } from '../model/evidence.ts';
import { highlighted } from './highlight.ts';
import { markdown, nameHeadings, plainText, type Heading } from './parse.ts';

/** How a document becomes a part of the site. */
export interface MarkdownContext {
  /** Where a link leads on the site; `undefined` for what the site does not have: it is then no link. */
  readonly resolve: (href: string) => string | undefined;
  /** HTML in place of an image; `undefined` for what the site does not have: then its text stands there. */
  readonly picture?: (src: string, text: string) => string | undefined;
  /** Where a number of a table leads. @defaultValue nowhere */
  readonly evidence?: (place: Place) => string | undefined;
  /** Whether tables are sorted by their heads. @defaultValue false */
  readonly sortable?: boolean;
}

/** A document as HTML. */
export interface RenderedMarkdown {
  /** Without the first heading, which is the page's title. */
  readonly html: string;
  /** The first heading. */
  readonly title: string | undefined;
  /** Headings below the title. */
  readonly headings: readonly Heading[];
}

interface Environment {
  readonly context: MarkdownContext;
}

/** A document as HTML for a page of the site. Raw HTML in it is shown as text. */
export function renderMarkdown(text: string, context: MarkdownContext): RenderedMarkdown {
  const environment: Environment = { context };
  const tokens = markdown.parse(text, environment);
  const headings = nameHeadings(tokens);
  const first = tokens[0];
  const titled = first?.type === 'heading_open' && first.tag === 'h1';
  const body = titled ? tokens.slice(3) : tokens;
  resolveLinks(body, context);
  markTables(body, context);
  return {
    html: markdown.renderer.render(body, markdown.options, environment),
    title: titled ? headings[0]!.text : undefined,
    headings: titled ? headings.slice(1) : headings,
  };
}

/** A sentence as HTML: code and emphasis are shown, links are not. */
export function renderSentence(text: string): string {
  const context: MarkdownContext = { resolve: () => undefined };
  const tokens = markdown.parseInline(text, { context });
  resolveLinks(tokens, context);
  return markdown.renderer.render(tokens, markdown.options, { context });
}

/** Links lead to pages of the site, or are none. */
function resolveLinks(tokens: readonly Token[], { resolve }: MarkdownContext): void {
  for (const { children } of tokens) {
    const open: boolean[] = [];
    for (const child of children ?? []) {
      if (child.type === 'link_open') {
        const target = resolve(child.attrGet('href') ?? '');
        open.push(target !== undefined);
        if (target === undefined) child.tag = 'span';
        child.attrs = target === undefined ? [] : [['href', target]];
      } else if (child.type === 'link_close' && open.pop() === false) child.tag = 'span';
    }
  }
}

/** Tables scroll within themselves, rows have heads, and numbers lead to their cells. */
function markTables(tokens: readonly Token[], { evidence, sortable }: MarkdownContext): void {
  let heading = '';
  let columns: string[] = [];
  let cells: Token[] = [];
  let row = '';
  let opened: Token | undefined;
  let numbers: Linkable[] = [];
  tokens.forEach((token, i) => {
    const inline = tokens[i + 1];
    if (token.type === 'heading_open') heading = plainText(inline!);
    else if (token.type === 'table_open') {
      columns = [];
      token.meta = { label: heading };
      if (sortable) token.attrSet('class', 'sortable');
    } else if (token.type === 'tr_open') {
      opened = token;
      cells = [];
      numbers = [];
    } else if (token.type === 'tr_close') linkRow(opened!, numbers);
    else if (token.type === 'th_open') {
      align(token);
      columns.push(plainText(inline!));
      // A head without a text is none; one that sorts is that of names.
      if (columns.at(-1) === '' && !sortable) token.tag = tokens[i + 2]!.tag = 'td';
      else token.attrSet('scope', 'col');
      if (columns.at(-1) === '' && sortable) inline!.children = markdown.parseInline('name', {})[0]!.children;
    } else if (token.type === 'td_open') {
      align(token);
      if (cells.length === 0) {
        row = plainText(inline!);
        token.tag = 'th';
        token.attrSet('scope', 'row');
        // Its end comes after what it holds.
        tokens[i + 2]!.tag = 'th';
      }
      cells.push(token);
      const column = columns[cells.length - 1] ?? '';
      if (evidence && (cells.length === 1 || isNumber(plainText(inline!))))
        numbers.push({
          inline: inline!,
          href: evidence({ heading, row, column: cells.length === 1 ? '' : column }),
        });
    }
  });
}

/** What a cell of a table holds, and where it leads. */
interface Linkable {
  readonly inline: Token;
  readonly href: string | undefined;
}

/** Links the cells of a row; where all lead to one place, the first one stands for all. */
function linkRow(row: Token, cells: readonly Linkable[]): void {
  const [first, ...others] = cells;
  const isOne = others.length > 0 && others.every(({ href }) => href === first!.href);
  if (isOne && first!.href !== undefined && !holdsLink(first!.inline)) {
    linkTo(first!.inline, first!.href);
    row.attrSet('class', 'linked');
  } else for (const { inline, href } of cells) linkTo(inline, href);
}

function holdsLink({ children }: Token): boolean {
  return (children ?? []).some(({ type }) => type === 'link_open');
}

/** Makes a link of all that a cell holds, unless it holds one. */
function linkTo(inline: Token, href: string | undefined): void {
  const children = inline.children ?? [];
  if (href === undefined || holdsLink(inline)) return;
  const open = new Token('link_open', 'a', 1);
  open.attrSet('href', href);
  inline.children = [open, ...children, new Token('link_close', 'a', -1)];
}

function align(token: Token): void {
  const style = token.attrGet('style') ?? '';
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
  if (style.includes('right')) token.attrSet('class', 'num');
}

function isNumber(text: string): boolean {
  return /^[≈<−+-]?\s*\d/.test(text);
}

const { rules } = markdown.renderer;

rules['table_open'] = (tokens, i, options, _, self): string => {
  const { label } = tokens[i]!.meta as { readonly label: string };
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(`Table: ${label}`)}">\n${self.renderToken(tokens, i, options)}`;
};
rules['table_close'] = (): string => '</table>\n</div>\n';
rules['fence'] = (tokens, i): string => {
  const { content, info } = tokens[i]!;
  const code = highlighted(content, info.trim().split(/\s/)[0] ?? '') ?? markdown.utils.escapeHtml(content);
  return `<div class="code"><pre tabindex="0"><code>${code}</code></pre><button type="button" class="copy" data-copy>Copy</button></div>\n`;
};
// A number is not broken between its thousands.
rules['text'] = (tokens, i): string =>
  markdown.utils.escapeHtml(tokens[i]!.content).replaceAll(/(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0');
rules['image'] = (tokens, i, _, environment: Environment): string => {
  const token = tokens[i]!;
  const text = token.content;
  const picture = environment.context.picture?.(token.attrGet('src') ?? '', text);
  return picture ?? `<span>${markdown.utils.escapeHtml(text)}</span>`;
};
