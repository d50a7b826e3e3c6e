import type { SeriesLook } from '../charts/spec.ts';

/** How a series is drawn: any two of 32 differ in colour, dash or mark, neighbours in all three. */
export interface Look {
  readonly colour: string;
  /** `stroke-dasharray` */
  readonly dash: string;
  /** A symbol of Observable Plot. */
  readonly mark: string;
}

/** Custom properties of the style sheet: each stands out from a light and from a dark page. */
const COLOURS = 8;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3'];
const MARKS = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye', 'cross', 'times'];

/** The look of a series. */
export function lookOf({ look }: SeriesLook): Look {
  if (look === 'control') return { colour: 'var(--control)', dash: '4 2', mark: 'circle' };
  const round = Math.floor(look / COLOURS);
  return {
    colour: `var(--series-${look % COLOURS})`,
    dash: DASHES[(look + round) % DASHES.length]!,
    mark: MARKS[(look + round) % MARKS.length]!,
  };
}
