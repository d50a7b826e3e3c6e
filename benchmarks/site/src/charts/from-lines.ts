import { CONTROL_ROW } from '@hebbench/benchmarks/published';
import type { LineChartOptions } from '@hebbench/report/figures';
import { short } from './short.ts';
import type { LineSpec, PointSpec, SeriesLook } from './spec.ts';

/** What a report's chart shows, for the site's own drawing of it. */
export function lineSpec(options: LineChartOptions): LineSpec {
  const { points, palette = [], references = [], scattered = [], yDomain } = options;
  const named = [...new Set(points.map(({ series }) => series))];
  const series = looksOf(named, [...new Set([...palette, ...named])]).map((each) =>
    scattered.includes(each.name) ? { ...each, scattered: true } : each,
  );
  const placeOf = (name: string): number => named.indexOf(name);
  const drawn = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return {
    kind: 'lines',
    xLabel: options.xLabel,
    yLabel: options.yLabel,
    logX: options.logarithmicX ?? false,
    logY: options.logarithmicY ?? false,
    ...(yDomain && { yDomain }),
    marks: options.dots ?? true,
    series,
    points: drawn.map(({ series: name, x, y, interval }): PointSpec =>
      interval
        ? [placeOf(name), short(x), short(y), short(interval[0]), short(interval[1])]
        : [placeOf(name), short(x), short(y)],
    ),
    doubtful: drawn.flatMap(({ doubtful }, i) => (doubtful ? [i] : [])),
    references: references.map(({ label, from, to, series: name }) => ({
      label,
      from,
      to,
      ...(name !== undefined && named.includes(name) && { series: placeOf(name) }),
    })),
  };
}

/** Looks of series by their places in a palette; the control takes none of them. */
export function looksOf(names: readonly string[], palette: readonly string[] = names): SeriesLook[] {
  const others = palette.filter((name) => !isControl(name));
  return names.map((name) => ({ name, look: isControl(name) ? 'control' : others.indexOf(name) }));
}

/** Whether a name is what tables and figures call the control. */
export function isControl(name: string): boolean {
  return name === CONTROL_ROW.title || name === CONTROL_ROW.rule;
}
