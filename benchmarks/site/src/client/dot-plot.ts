/// <reference lib="dom" />
import * as Plot from '@observablehq/plot';
import type { DotSpec } from '../charts/spec.ts';
import { lookOf } from './looks.ts';
import { numberText } from './numbers.ts';

/** A mark with all that is drawn of it. */
export interface Dot {
  readonly series: string;
  readonly colour: string;
  readonly mark: string;
  readonly row: string;
  readonly x: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** The marks of a chart. */
export function dotsOf({ points, series, rows }: DotSpec): Dot[] {
  return points.map(([place, x, row, low, high]) => {
    const { colour, mark } = lookOf(series[place]!);
    return {
      series: series[place]!.name,
      colour,
      mark,
      row: rows[row]!,
      x,
      low: low ?? undefined,
      high: high ?? undefined,
    };
  });
}

/** What is said of a mark under the pointer. */
export function dotTip({ xLabel }: DotSpec, { series, row, x, low, high }: Dot): string {
  const interval =
    low === undefined || high === undefined ? '' : ` (${numberText(low)} … ${numberText(high)})`;
  return `${series}, ${row}\n${xLabel}: ${x > 0 ? '+' : ''}${numberText(x)}${interval}`;
}

const ROW = 34;

/** Draws rows of marks around 0, small differences as wide as large ones. */
export function dotPlot(spec: DotSpec, width: number): Element {
  const dots = dotsOf(spec);
  const colour = { value: 'colour', scale: false } as const;
  const narrow = width < 520;
  const values = dots.flatMap(({ x, low = x, high = x }) => [x, low, high]);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const ticks = (narrow ? [-50, -5, 0, 5, 50] : [-50, -20, -5, -1, 0, 1, 5, 20, 50]).filter(
    (tick) => least <= tick && tick <= most,
  );
  return Plot.plot({
    width,
    height: spec.rows.length * ROW + 70,
    marginLeft: narrow ? 84 : 96,
    marginTop: 24,
    marginRight: 16,
    marginBottom: 42,
    x: {
      label: spec.xLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
      type: 'symlog',
      constant: 1,
      grid: true,
      domain: [least, most],
      insetLeft: 8,
      insetRight: 8,
      ticks,
      tickFormat: (value: number) => (value > 0 ? `+${value}` : numberText(value)),
    },
    y: { label: null, domain: [...spec.rows], padding: 0.2, type: 'point' },
    marks: [
      Plot.ruleX([0], { stroke: 'var(--control)', strokeWidth: 2 }),
      Plot.text([spec.zeroLabel], {
        x: () => 0,
        frameAnchor: 'top',
        dy: -16,
        text: [spec.zeroLabel],
        fill: 'currentColor',
      }),
      Plot.ruleY(dots, {
        y: 'row',
        x1: 'low',
        x2: 'high',
        stroke: colour,
        strokeWidth: 4,
        strokeOpacity: 0.4,
      }),
      ...[...new Set(dots.map(({ mark }) => mark))].map((mark) =>
        Plot.dot(
          dots.filter((dot) => dot.mark === mark),
          { x: 'x', y: 'row', fill: colour, r: 5, symbol: mark as Plot.SymbolType },
        ),
      ),
      Plot.tip(dots, Plot.pointer({ x: 'x', y: 'row', title: (dot: Dot) => dotTip(spec, dot) })),
    ],
  });
}
