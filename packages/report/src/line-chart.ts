import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A point of a line. */
export interface LinePoint {
  /** Name of the line. */
  readonly series: string;
  readonly x: number;
  readonly y: number;
}

/** What a chart shows. */
export interface LineChartOptions {
  readonly points: readonly LinePoint[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** For those who do not see the picture: what it shows. */
  readonly description: string;
  readonly title: string;
  /** Whether x is on a logarithmic scale. @defaultValue false */
  readonly logarithmicX?: boolean;
  /** Limits of y. @defaultValue those of the points */
  readonly yDomain?: readonly [number, number];
}

/** Okabe and Ito's colours, which colour-blind readers can tell apart; legible on white and on dark grey. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#999999', '#b8860b'];

/** The little of the DOM that is used here; the server-side one has no types that Plot knows. */
interface SvgElement {
  readonly outerHTML: string;
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  prepend(...nodes: SvgElement[]): void;
}

/** A chart of lines, one colour each, named at their ends, as an SVG file. */
export function lineChart(options: LineChartOptions): string {
  const { points, xLabel, yLabel, logarithmicX = false, yDomain, title, description } = options;
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const series = [...new Set(points.map((point) => point.series))];
  const last = [...new Map(points.map((point) => [point.series, point])).values()];
  const plot = Plot.plot({
    document: document as never,
    width: 720,
    height: 420,
    marginRight: 210,
    style: {
      background: 'transparent',
      color: 'currentColor',
      fontFamily: 'system-ui, sans-serif',
      fontSize: '12px',
    },
    x: { label: xLabel, type: logarithmicX ? 'log' : 'linear', grid: true },
    y: { label: yLabel, grid: true, ...(yDomain && { domain: yDomain }) },
    color: { domain: series, range: series.map((_, i) => COLOURS[i % COLOURS.length]!) },
    marks: [
      Plot.line(points, { x: 'x', y: 'y', stroke: 'series', strokeWidth: 2 }),
      Plot.dot(points, { x: 'x', y: 'y', fill: 'series', r: 2.5 }),
      Plot.text(last, { x: 'x', y: 'y', text: 'series', fill: 'series', dx: 8, textAnchor: 'start' }),
    ],
  }) as unknown as SvgElement;

  const describe = (name: string, text: string): SvgElement => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name) as unknown as SvgElement;
    element.textContent = text;
    return element;
  };
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.prepend(describe('title', title), describe('desc', description));
  return `${plot.outerHTML}\n`;
}
