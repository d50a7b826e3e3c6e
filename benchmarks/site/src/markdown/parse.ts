import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { createSlugger } from '@hebbench/report';

// Foreign HTML in a document stays text.
export const markdown: MarkdownIt = new MarkdownIt({ html: false });

/** A heading of a document. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

/** A part of a document below one of its headings. */
export interface Section {
  /** `undefined` for what stands above all headings but the title. */
  readonly heading: Heading | undefined;
  /** Without markup and code. */
  readonly text: string;
}

/** The first heading of a document as plain text; `undefined` without one. */
export function titleOf(text: string): string | undefined {
  const tokens = markdown.parse(/^# .*$/m.exec(text)?.[0] ?? '', {});
  return tokens.length === 0 ? undefined : plainText(tokens[1]!);
}

/** The ids of a document's headings. */
export function headingIds(text: string): Set<string> {
  return new Set(nameHeadings(markdown.parse(text, {})).map(({ id }) => id));
}

/** What a reader sees of a part of a paragraph. */
export function plainText({ children, content }: Token): string {
  return (children ?? []).length === 0
    ? content
    : children!.map((child) => (child.type === 'softbreak' ? ' ' : child.content)).join('');
}

/** Gives headings the ids that links to them expect. */
export function nameHeadings(tokens: readonly Token[]): Heading[] {
  const slug = createSlugger();
  return tokens.flatMap((token, i): Heading[] => {
    if (token.type !== 'heading_open') return [];
    const text = plainText(tokens[i + 1]!);
    const id = slug(text);
    token.attrSet('id', id);
    return [{ level: Number(token.tag.slice(1)), text, id }];
  });
}

/** The parts of a document, in their order, as plain text. */
export function sectionsOf(text: string): Section[] {
  const tokens = markdown.parse(text, {});
  const headings = new Map(nameHeadings(tokens).map((heading) => [heading.id, heading]));
  const sections: { heading: Heading | undefined; texts: string[] }[] = [];
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open') {
      const heading = headings.get(String(token.attrGet('id')))!;
      sections.push({ heading: heading.level === 1 ? undefined : heading, texts: [] });
    } else if (token.type === 'inline' && tokens[i - 1]?.type !== 'heading_open')
      sections.at(-1)?.texts.push(plainText(token));
  });
  return sections.map(({ heading, texts }) => ({ heading, text: texts.join(' ') }));
}
