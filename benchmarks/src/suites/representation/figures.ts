import type { PageGallery } from '@hebbench/report';
import { imageGrid, lineChart } from '@hebbench/report/figures';
import type { BasisPictures } from './known-sources.ts';
import type { Group } from './results.ts';
import { spanPoints } from './tables.ts';

/** What a chart of spans shows. */
export const SPAN_CAPTION =
  'How much the leading directions of the weights have in common with as many leading principal components of the images: 100 % is the same span. Chance is what a random span has.';

/** Overlap of the weights' leading directions with the principal components, by their number. */
export function spanChart({ title, networks }: Group): string {
  const inputs = networks[0]!.result.records[0]!.metrics['inputs']!;
  return lineChart({
    points: networks.flatMap((network) =>
      spanPoints(network).flatMap(({ x, y }) => [
        { series: network.title, x, y },
        ...(network === networks[0] ? [{ series: 'chance', x, y: (100 * x) / inputs }] : []),
      ]),
    ),
    title: `Weights and principal components: ${title.toLowerCase()}`,
    description: SPAN_CAPTION,
    xLabel: 'number of leading directions',
    yLabel: 'span in common, %',
    logarithmicX: true,
    yDomain: [0, 100],
  });
}

/** What the pictures of bars show. */
export const BARS_CAPTION =
  'Weights of ten units after training on mixtures of ten independent bars, each from its least (black) to its largest (white), first seed. The right answer is a bar a unit.';

/** A picture of a gallery, with the file that it is kept in. */
export type NamedPicture = PageGallery['pictures'][number] & { readonly file: string };

/** What each rule has found of the bars, and FastICA and PCA. */
export function barPictures({ networks, nonnegative }: Group): NamedPicture[] {
  const constraint = nonnegative ? 'nonneg' : 'free';
  const found = networks.flatMap(({ title, cell, result }) => {
    const stored = result.records[0]!.details['bars'] as BasisPictures | undefined;
    return stored ? [{ title, name: cell.rule, stored, pixels: stored.rule }] : [];
  });
  const [first] = found;
  if (!first) return [];
  const { stored } = first;
  return [
    ...found,
    { title: 'FastICA', name: 'fast-ica', stored, pixels: stored.ica },
    { title: 'PCA', name: 'pca', stored, pixels: stored.pca },
  ].map(({ title, name, pixels }) => ({
    title,
    file: `bars-${constraint}-${name}.png`,
    description: `Basis vectors of mixtures of bars, ${title}`,
    png: imageGrid({
      shape: stored.shape,
      pixels: new Uint8Array(Buffer.from(pixels, 'base64')),
      columns: 5,
    }),
  }));
}
