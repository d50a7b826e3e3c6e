import { REPOSITORY } from '@hebbench/benchmarks/published';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** How this work is cited. */
export interface Citation {
  /** What its authors ask for. */
  readonly message: string;
  readonly bibtex: string;
  /** Work that it builds on. */
  readonly references: readonly { readonly note: string; readonly bibtex: string }[];
}

/** An entry of a file in the Citation File Format, as far as it is read. */
interface CffEntry {
  readonly title: string;
  readonly authors: readonly {
    readonly name?: string;
    readonly 'family-names'?: string;
    readonly 'given-names'?: string;
  }[];
  readonly year?: number;
  readonly url?: string;
  readonly version?: string;
  readonly notes?: string;
}

/** What `CITATION.cff` says, as BibTeX. */
export function loadCitation(root: string = REPOSITORY): Citation {
  const cff = parse(readFileSync(join(root, 'CITATION.cff'), 'utf8')) as CffEntry & {
    readonly message: string;
    readonly references?: readonly CffEntry[];
  };
  return {
    message: cff.message,
    bibtex: bibtex('software', 'hebbench', cff),
    references: (cff.references ?? []).map((reference) => ({
      note: reference.notes ?? reference.title,
      bibtex: bibtex('article', keyOf(reference), reference),
    })),
  };
}

function keyOf({ authors, year }: CffEntry): string {
  const [first] = authors;
  return `${(first?.['family-names'] ?? first?.name ?? 'work').toLowerCase().replaceAll(/[^a-z]/g, '')}${year ?? ''}`;
}

function bibtex(kind: string, key: string, { title, authors, year, url }: CffEntry): string {
  const names = authors.map(({ name, 'family-names': family, 'given-names': given }) =>
    name === undefined ? `${family}, ${given}` : `{${name}}`,
  );
  const fields = [
    ['title', `{${title}}`],
    ['author', names.join(' and ')],
    ...(year === undefined ? [] : [['year', String(year)]]),
    ...(url === undefined ? [] : [['url', url]]),
  ].map(([name, value]) => `  ${name} = {${value}}`);
  return `@${kind}{${key},\n${fields.join(',\n')}\n}`;
}
