import type { Alternative } from './svg.ts';

/** A point of a line. */
export interface LinePoint {
  /** Name of the line. */
  readonly series: string;
  readonly x: number;
  readonly y: number;
  /** Limits of the point's interval, drawn as a bar. */
  readonly interval?: readonly [number, number] | undefined;
  /** Whether the point is not to be relied on: drawn as a cross, off the line's dots. @defaultValue false */
  readonly doubtful?: boolean;
}

/** What someone else reported, drawn dashed beside the lines. */
export interface ChartReference {
  /** Written beside it. */
  readonly label: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** The line whose colour it has; that of the text if left out. */
  readonly series?: string;
}

/** What a chart shows. */
export interface LineChartOptions extends Alternative {
  readonly points: readonly LinePoint[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Whether x is on a logarithmic scale. @defaultValue false */
  readonly logarithmicX?: boolean;
  /** Whether y is on a logarithmic scale. @defaultValue false */
  readonly logarithmicY?: boolean;
  /** Limits of y. @defaultValue those of the points */
  readonly yDomain?: readonly [number, number];
  /** All series in the order of their colours, for the same colours in several charts. @defaultValue those of the points */
  readonly palette?: readonly string[];
  /** @defaultValue none */
  readonly references?: readonly ChartReference[];
  /** Whether points have dots; lines of many points do without. @defaultValue true */
  readonly dots?: boolean;
  /** Series that are points alone, without a line: what was measured, beside curves fitted to it. @defaultValue none */
  readonly scattered?: readonly string[];
}
