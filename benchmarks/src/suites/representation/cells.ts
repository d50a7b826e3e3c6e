import type { Cell, Scale } from '@hebbench/core';
import type { CellOptions } from '../../suite.ts';
import { oneLayerCells } from '../common/one-layer.ts';
import { onNetwork } from '../common/networks.ts';

/** Units of the narrow network: fewer than there are pixels, so that PCA with as many components loses something. */
export const NARROW_UNITS = 100;

/** Widths of the hidden layer, by what ids call them. */
export type Width = 'wide' | 'narrow';

/** The table's width, and {@link NARROW_UNITS}. */
export const WIDTHS: readonly Width[] = ['wide', 'narrow'];

interface RepresentationScale {
  readonly seeds: number;
  /** Whether networks without the constraint are looked at, too. */
  readonly free: boolean;
  readonly widths: readonly Width[];
  /** Images that principal components are made of, and as many others that everything is measured on. */
  readonly images: number;
  /** Mixtures of bars, and the passes over them in which a network learns. */
  readonly bars: { readonly images: number; readonly epochs: number };
}

/** Sizes of the suite at each scale. */
export const REPRESENTATION_SCALES: Readonly<Record<Scale, RepresentationScale>> = {
  smoke: { seeds: 1, free: false, widths: ['narrow'], images: 300, bars: { images: 500, epochs: 5 } },
  quick: { seeds: 3, free: true, widths: WIDTHS, images: 3000, bars: { images: 5000, epochs: 40 } },
  paper: { seeds: 3, free: true, widths: WIDTHS, images: 5000, bars: { images: 10_000, epochs: 100 } },
};

/** The networks of Table 1 with one layer on digits, at the table's width and narrower. */
export function representationCells(scale: Scale, options: CellOptions): Cell[] {
  const { seeds, free, widths } = REPRESENTATION_SCALES[scale];
  const constraints = free ? [true, false] : [true];
  return constraints.flatMap((nonnegative) =>
    widths.flatMap((width) =>
      oneLayerCells(scale, nonnegative, options).map((cell): Cell => ({
        ...onNetwork('representation', cell),
        id: `representation/${cell.dataset}/${nonnegative ? 'nonneg' : 'free'}/${width}/${cell.rule}`,
        ...(width === 'narrow' && { hidden: [Math.min(NARROW_UNITS, ...cell.hidden)] }),
        seeds: Array.from({ length: options.seeds ?? seeds }, (_, seed) => seed),
      })),
    ),
  );
}

/** Which width a cell of this suite has. */
export function widthOf({ id }: Pick<Cell, 'id'>): Width {
  return id.split('/')[3] as Width;
}
