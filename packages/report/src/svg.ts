import * as Plot from '@observablehq/plot';
import { createRequire } from 'node:module';
import { visible } from '@hebbench/core/basics';
import { PAGE_COLOURS } from './page-style.ts';

const require = createRequire(import.meta.url);

/**
 * After Okabe and Ito's colours, which colour-blind readers can tell apart, each light or dark enough to stand out from
 * both a light and a dark page.
 */
export const SERIES_COLOURS: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#c5649b',
  '#b07d00',
  '#808080',
  '#2191c9',
  '#8a6fd1',
];

/** Whether a series has the colour of an earlier one, and needs another mark to be told apart. */
export function repeatsColour(index: number): boolean {
  return index >= SERIES_COLOURS.length;
}

/** The colour of each series, by its place in the legend. */
export function colourOf(index: number): string {
  return SERIES_COLOURS[index % SERIES_COLOURS.length]!;
}

/** A file on its own has no page to take its ink from: that of a light or a dark page, as the reader's is. */
const INK_CLASS = 'ink';
const INK = `.${INK_CLASS} { color: ${PAGE_COLOURS.light.ink}; } @media (prefers-color-scheme: dark) { .${INK_CLASS} { color: ${PAGE_COLOURS.dark.ink}; } }`;

/** The little of the DOM that is used here; the server-side one has no types that Plot knows. */
interface SvgElement {
  readonly outerHTML: string;
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  prepend(...nodes: SvgElement[]): void;
}

/** A drawn plot: its SVG, and where its y scale puts values. */
export interface Drawing {
  readonly svg: string;
  /** Pixels from the top. */
  readonly toPixels: (y: number) => number;
}

/** Texts for those who do not see the picture. */
export interface Alternative {
  readonly title: string;
  readonly description: string;
}

/** Draws a plot without a browser, as an SVG file with a text alternative. */
export function draw(options: Plot.PlotOptions, { title, description }: Alternative): Drawing {
  // Loaded when a figure is drawn: it would take a third of the time in which the command line starts.
  const { parseHTML } = require('linkedom') as typeof import('linkedom');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const plot = Plot.plot({
    document: document as never,
    style: {
      background: 'transparent',
      fontFamily: 'system-ui, sans-serif',
      fontSize: '12px',
    },
    ...options,
  });
  const element = plot as unknown as SvgElement;
  const describe = (name: string, text: string): SvgElement => {
    const child = document.createElementNS('http://www.w3.org/2000/svg', name) as unknown as SvgElement;
    child.textContent = text;
    return child;
  };
  element.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  element.setAttribute('role', 'img');
  element.setAttribute('class', `${element.getAttribute('class') ?? ''} ${INK_CLASS}`.trim());
  // Plot names its groups for screen readers. Within a picture that has a text of its own, no one reads them, and on
  // groups without a role such names are not allowed.
  for (const group of element.querySelectorAll('[aria-label]')) {
    group.setAttribute('data-mark', group.getAttribute('aria-label')!);
    group.removeAttribute('aria-label');
  }
  element.prepend(describe('title', title), describe('desc', description), describe('style', INK));
  const y = plot.scale('y');
  return { svg: `${visible(element.outerHTML)}\n`, toPixels: (value) => (y ? Number(y.apply(value)) : 0) };
}
