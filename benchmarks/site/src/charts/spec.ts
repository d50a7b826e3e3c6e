/** How a series looks in all charts of a page. */
export interface SeriesLook {
  readonly name: string;
  /** Place in the palette; `control` is grey everywhere. */
  readonly look: number | 'control';
  /** Whether it is points alone. */
  readonly scattered?: boolean;
}

/** A point of a line: series by its place, x, y and, where it has one, its interval. */
export type PointSpec = readonly [
  series: number,
  x: number,
  y: number,
  low?: number | null,
  high?: number | null,
];

/** What someone else reported, beside the lines. */
export interface ReferenceSpec {
  readonly label: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** The series whose look it has. */
  readonly series?: number;
}

/** Lines over a number. */
export interface LineSpec {
  readonly kind: 'lines';
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logX?: boolean;
  readonly logY?: boolean;
  readonly yDomain?: readonly [number, number];
  /** Whether points have marks. */
  readonly marks?: boolean;
  readonly series: readonly SeriesLook[];
  readonly points: readonly PointSpec[];
  /** Places in {@link LineSpec.points} of those that are not to be relied on. @defaultValue none */
  readonly doubtful?: readonly number[];
  /** @defaultValue none */
  readonly references?: readonly ReferenceSpec[];
}

/** Marks in rows: a series each, and a row for what they are compared in. */
export interface DotSpec {
  readonly kind: 'dots';
  readonly xLabel: string;
  /** What 0 stands for. */
  readonly zeroLabel: string;
  readonly rows: readonly string[];
  readonly series: readonly SeriesLook[];
  /** y is the place of the row. */
  readonly points: readonly PointSpec[];
}

/** What a chart of the site shows, as JSON. */
export type ChartSpec = LineSpec | DotSpec;
