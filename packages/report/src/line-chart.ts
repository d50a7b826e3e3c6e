import * as Plot from '@observablehq/plot';
import type { ChartReference, LineChartOptions, LinePoint } from './line-chart-options.ts';
import { recordChart } from './recorded-charts.ts';
import { spread } from './spread.ts';
import { colourOf, draw, repeatsColour } from './svg.ts';

const HEIGHT = 420;
const MARGIN_TOP = 30;
const MARGIN_BOTTOM = 44;
const LINE_HEIGHT = 16;

/**
 * A chart of lines, one colour each, named at their ends, as an SVG file. Of more lines than there are colours, those that
 * would look like another are dashed.
 */
export function lineChart(options: LineChartOptions): string {
  const recorded = recordChart(options);
  if (recorded !== undefined) return recorded;
  const {
    points,
    xLabel,
    yLabel,
    logarithmicX = false,
    logarithmicY = false,
    yDomain,
    dots = true,
    references = [],
    scattered = [],
  } = options;
  const isScattered = (point: LinePoint): boolean => scattered.includes(point.series);
  const series = [...new Set(points.map((point) => point.series))];
  const palette = [...new Set([...(options.palette ?? []), ...series])];
  const sound = points.filter(({ doubtful }) => !doubtful);
  const doubtful = points.filter((point) => point.doubtful);
  const withInterval = points.filter(({ interval }) => interval);
  const colour = (name: string): string => colourOf(palette.indexOf(name));
  const isDashed = ({ series: name }: LinePoint): boolean => repeatsColour(palette.indexOf(name));
  const drawn = points.filter((point) => !isScattered(point));
  const dashed = drawn.filter(isDashed);
  const base: Plot.PlotOptions = {
    width: 760,
    height: HEIGHT,
    marginTop: MARGIN_TOP,
    marginLeft: 66,
    marginBottom: MARGIN_BOTTOM,
    marginRight: 30 + 7 * Math.max(0, ...series.map((name) => name.length)),
    x: {
      label: xLabel,
      type: logarithmicX ? 'log' : 'linear',
      grid: true,
      insetLeft: 14,
      labelAnchor: 'center',
      labelArrow: 'none',
      ...(logarithmicX && { tickFormat: '~g', ticks: 6 }),
    },
    y: {
      label: yLabel,
      grid: true,
      type: logarithmicY ? 'log' : 'linear',
      ...(logarithmicY && { tickFormat: '~g', ticks: 6 }),
      ...(yDomain && { domain: yDomain, clamp: true }),
    },
    color: { domain: series, range: series.map(colour) },
    marks: [
      Plot.line(
        drawn.filter((point) => !isDashed(point)),
        // The line's name also as z: guessed from the stroke, many short lines bring a warning.
        { x: 'x', y: 'y', z: 'series', stroke: 'series', strokeWidth: 2 },
      ),
      ...(dashed.length > 0
        ? [
            Plot.line(dashed, {
              x: 'x',
              y: 'y',
              z: 'series',
              stroke: 'series',
              strokeWidth: 2,
              strokeDasharray: '7,4',
            }),
          ]
        : []),
      Plot.ruleX(withInterval, {
        x: 'x',
        y1: (point: LinePoint) => point.interval![0],
        y2: (point: LinePoint) => point.interval![1],
        stroke: 'series',
        strokeWidth: 4,
        strokeOpacity: 0.45,
      }),
      ...references.flatMap((reference) => referenceMarks(reference, colour)),
      Plot.dot(
        sound.filter((point) => dots || isScattered(point)),
        { x: 'x', y: 'y', fill: 'series', r: 2.5 },
      ),
      Plot.dot(doubtful, { x: 'x', y: 'y', stroke: 'series', symbol: 'times', r: 4, strokeWidth: 2 }),
    ],
  };
  const { toPixels } = draw(base, options);
  const ends = [...new Map(points.map((point) => [point.series, point])).values()];
  const lastX = Math.max(...points.map(({ x }) => x));
  const wished = ends.map(({ y }) => toPixels(y));
  const places = spread(wished, LINE_HEIGHT, [MARGIN_TOP, HEIGHT - MARGIN_BOTTOM]);
  const labels = ends.flatMap((end, i) => {
    const at = { x: lastX, y: end.y, dy: places[i]! - wished[i]! };
    return [
      Plot.dot([end], {
        x: at.x,
        y: at.y,
        dx: 12,
        dy: at.dy,
        r: 4,
        // As the line: open, where its colour is that of another.
        ...(isDashed(end) ? { stroke: 'series', strokeWidth: 2 } : { fill: 'series' }),
      }),
      Plot.text([end], { ...at, text: 'series', dx: 20, fill: 'currentColor', textAnchor: 'start' }),
    ];
  });
  return draw({ ...base, marks: [...base.marks!, ...labels] }, options).svg;
}

/** A dashed line a little left of its place, so that it does not cover points, with its label at the end. */
function referenceMarks(
  { label, from, to, series }: ChartReference,
  colour: (series: string) => string,
): Plot.Markish[] {
  const upright = from[0] === to[0];
  const stroke = series === undefined ? 'currentColor' : colour(series);
  return [
    Plot.line([from, to], {
      x: '0',
      y: '1',
      dx: upright ? -7 : 0,
      stroke,
      strokeWidth: 2,
      strokeDasharray: '4,3',
    }),
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
}
