import type { VNode } from 'preact';
import { renderSentence } from '../markdown/render.ts';

/** HTML that was made from Markdown, where raw HTML is text. */
export function Prose({ html }: { readonly html: string }): VNode {
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A sentence with code and emphasis in it. */
export function Sentence({ text }: { readonly text: string }): VNode {
  return <span dangerouslySetInnerHTML={{ __html: renderSentence(text) }} />;
}
