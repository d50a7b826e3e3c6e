import type { DatasetDefinition } from '@hebbench/datasets';
import { rows } from './wrapped.ts';

/** What data sets are, for a terminal: their images, their classes and where their files are looked for. */
export function dataText(definitions: readonly DatasetDefinition[], width: number): string {
  return rows(
    definitions.map((definition) => [definition.name, textOf(definition)]),
    width,
  );
}

function textOf(definition: DatasetDefinition): string {
  const { title, shape, classNames, download = [], publisher, digest, layout } = definition;
  const { height, width, channels } = shape;
  const size = `${height} × ${width}${channels === 1 ? '' : ` × ${channels}`}`;
  const bytes = download.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `${title}: images of ${size}, ${classNames.length} classes (${classNames.join(', ')})`,
    ...(bytes > 0 ? [`a download of ${(bytes / 2 ** 20).toFixed(0)} MiB`] : []),
    ...(publisher === undefined ? [] : [`to be had from ${publisher}`]),
    `files: ${layout}`,
    digest === undefined ? 'digest not known' : `digest ${digest.slice(0, 16)}…`,
  ].join('; ');
}
