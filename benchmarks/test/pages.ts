import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPORTS = fileURLToPath(new URL('../../reports', import.meta.url));

/** A page that is published. */
export interface PublishedPage {
  /** Below `reports`. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
}

/** All `report.html` below `reports`. */
export function publishedPages(): PublishedPage[] {
  if (!existsSync(REPORTS)) return [];
  return readdirSync(REPORTS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('report.html'))
    .toSorted()
    .map((name) => ({ name: relative(REPORTS, join(REPORTS, name)), file: join(REPORTS, name) }));
}
