/// <reference lib="dom" />
import * as Plot from '@observablehq/plot';
import { spread } from '@hebbench/report/browser';
import type { LineSpec } from '../charts/spec.ts';
import { lookOf, type Look } from './looks.ts';
import { numberText, percentDomain } from './numbers.ts';

/** A point with all that a mark needs. */
export interface DrawnPoint {
  readonly series: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly doubtful: boolean;
  readonly isScattered: boolean;
}

/** The points of a chart. */
export function pointsOf({ points, series, doubtful = [] }: LineSpec): DrawnPoint[] {
  return points.map(([place, x, y, low, high], i) => ({
    series: series[place]!.name,
    look: lookOf(series[place]!),
    x,
    y,
    low: low ?? undefined,
    high: high ?? undefined,
    doubtful: doubtful.includes(i),
    isScattered: series[place]!.scattered ?? false,
  }));
}

/** What is said of a point under the pointer. */
export function lineTip(spec: LineSpec, { series, x, y, low, high, doubtful }: DrawnPoint): string {
  const interval =
    low === undefined || high === undefined ? '' : ` (${numberText(low)} … ${numberText(high)})`;
  return [
    series,
    `${spec.yLabel}: ${numberText(y)}${interval}`,
    `${spec.xLabel}: ${numberText(x)}`,
    ...(doubtful ? ['not to be relied on'] : []),
  ].join('\n');
}

const LABEL = 6.6;
const LINE = 16;
const MARGINS = { top: 28, bottom: 40, left: 52 };

/** Draws lines, named beside their ends where there is room. */
export function linePlot(spec: LineSpec, width: number, named: boolean): Element {
  const height = Math.round(Math.max(280, Math.min(440, width * 0.55)));
  const points = pointsOf(spec);
  const longest = Math.max(...spec.series.map(({ name }) => name.length));
  const margins = { ...MARGINS, right: named ? 34 + LABEL * longest : 14 };
  const options = plotOptions(spec, points, { width, height, margins });
  if (!named) return Plot.plot(options);
  const ends = [...new Map(points.map((point) => [point.series, point])).values()];
  const { apply } = Plot.plot(options).scale('y')!;
  const wished = ends.map(({ y }) => Number(apply(y)));
  const places = spread(wished, LINE, [margins.top, height - margins.bottom]);
  const lastX = Math.max(...points.map(({ x }) => x));
  const labels = ends.flatMap((end, i) => {
    const at = { x: lastX, y: end.y, dy: places[i]! - wished[i]! };
    return [
      Plot.dot([end], {
        ...at,
        dx: 13,
        r: 4,
        symbol: end.look.mark as Plot.SymbolType,
        fill: end.look.colour,
      }),
      Plot.text([end], { ...at, text: 'series', dx: 22, fill: 'currentColor', textAnchor: 'start' }),
    ];
  });
  return Plot.plot({ ...options, marks: [...options.marks!, ...labels] });
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly margins: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
}

function plotOptions(
  spec: LineSpec,
  points: DrawnPoint[],
  { width, height, margins }: Size,
): Plot.PlotOptions {
  const { logX, logY, xLabel, yLabel, series } = spec;
  const isPercent = yLabel.includes('%') && !logY;
  const values = points.flatMap(({ y, low, high }) => [y, ...(isPercent ? [clamp(low), clamp(high)] : [])]);
  const domain =
    spec.yDomain ?? (isPercent ? percentDomain(values.filter((y) => y !== undefined)) : undefined);
  const log = { type: 'log' as const, tickFormat: '~g', ticks: width < 520 ? 4 : 6 };
  return {
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x: {
      label: xLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
      grid: true,
      insetLeft: 12,
      ...(logX && log),
    },
    y: {
      label: yLabel,
      labelArrow: 'none',
      grid: true,
      ...(logY && log),
      ...(domain && { domain: [...domain], clamp: true }),
    },
    marks: [
      ...series.map((each) => {
        const { colour, dash } = lookOf(each);
        const own = points.filter((point) => point.series === each.name && !point.isScattered);
        return Plot.line(own, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, strokeDasharray: dash });
      }),
      Plot.ruleX(
        points.filter(({ low }) => low !== undefined),
        { x: 'x', y1: 'low', y2: 'high', stroke: lookColour, strokeWidth: 4, strokeOpacity: 0.4 },
      ),
      ...references(spec),
      ...markSymbols(points.filter((point) => (spec.marks || point.isScattered) && !point.doubtful)),
      Plot.dot(
        points.filter(({ doubtful }) => doubtful),
        { x: 'x', y: 'y', stroke: lookColour, symbol: 'times', r: 4, strokeWidth: 2 },
      ),
      Plot.tip(points, Plot.pointer({ x: 'x', y: 'y', title: (point: DrawnPoint) => lineTip(spec, point) })),
    ],
  };
}

/** Symbols and colours are said as they are: a scale of Plot's would choose its own. */
function markSymbols(points: readonly DrawnPoint[]): Plot.Markish[] {
  const kinds = [...new Set(points.map(({ look }) => look.mark))];
  return kinds.map((mark) =>
    Plot.dot(
      points.filter(({ look }) => look.mark === mark),
      { x: 'x', y: 'y', fill: lookColour, r: 3, symbol: mark as Plot.SymbolType },
    ),
  );
}

const lookColour = { value: ({ look }: DrawnPoint): string => look.colour, scale: false } as const;

function clamp(percent: number | undefined): number | undefined {
  return percent === undefined ? undefined : Math.max(0, Math.min(100, percent));
}

function references({ references: all = [], series }: LineSpec): Plot.Markish[] {
  return all.flatMap(({ label, from, to, series: place }) => {
    const upright = from[0] === to[0];
    const stroke = place === undefined ? 'currentColor' : lookOf(series[place]!).colour;
    const dx = upright ? -7 : 0;
    return [
      Plot.line([from, to], { x: '0', y: '1', dx, stroke, strokeWidth: 2, strokeDasharray: '4 3' }),
      Plot.text([to], {
        x: '0',
        y: '1',
        text: [label],
        dx: upright ? -7 : 4,
        dy: -9,
        textAnchor: upright ? 'start' : 'end',
        fill: 'currentColor',
        fontStyle: 'italic',
      }),
    ];
  });
}
