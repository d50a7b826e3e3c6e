import type { VNode } from 'preact';

/** What a verdict means for the paper's claim. */
export type Tone = 'holds' | 'above' | 'reachable' | 'below' | 'fails' | 'open';

/** Beginnings of verdicts with their tones; any other leaves the claim open. */
const TONES: readonly (readonly [beginning: string, tone: Tone])[] = [
  ['reproduced', 'holds'],
  ['holds', 'holds'],
  ['above', 'above'],
  ['reachable', 'reachable'],
  ['below', 'below'],
  ['not reproduced', 'fails'],
  ['failed', 'fails'],
];

/** The tone of a verdict. */
export function toneOf(verdict: string): Tone {
  return TONES.find(([beginning]) => verdict.startsWith(beginning))?.[1] ?? 'open';
}

/** Tones in the order of what they say for the claim. */
export const TONE_ORDER: readonly Tone[] = ['holds', 'reachable', 'above', 'below', 'fails', 'open'];

/** A sign of each tone, for those who do not see colours. */
export const SIGNS: Readonly<Record<Tone, string>> = {
  holds: '✓',
  above: '▲',
  reachable: '≈',
  below: '▼',
  fails: '✗',
  open: '○',
};

/** A verdict in words and colour; its reasons stand below. */
export function Verdict({ text }: { readonly text: string }): VNode {
  const tone = toneOf(text);
  const [, word = text, rest = ''] = /^([^;:(,]*)[;:,]?\s*(.*)$/s.exec(text) ?? [];
  return (
    <span class="verdict">
      <span class={`chip ${tone}`}>
        <span aria-hidden="true">{SIGNS[tone]} </span>
        {word.trim()}
      </span>
      {rest === '' ? null : <small> {rest}</small>}
    </span>
  );
}
