import MiniSearch from 'minisearch';
import type { Entry, PackedEntries } from './entry.ts';

/** Finds what words are about, what fits best first. */
export type Find = (words: string) => readonly Pick<Entry, 'path' | 'title' | 'page'>[];

const MOST = 30;

/** From this length on, a word is found with as large a share of its letters wrong. */
const [LONG, WRONG] = [5, 0.2];

/** An index of entries. */
export function createIndex(packed: PackedEntries): Find {
  const entries = packed.map(([path, title, page, text], id) => ({ id, path, title, page, text }));
  const index = new MiniSearch({
    fields: ['title', 'page', 'text'],
    processTerm: (term) => plainTerm(term),
    searchOptions: {
      boost: { title: 4, page: 2 },
      prefix: true,
      fuzzy: (term) => (term.length >= LONG ? WRONG : false),
      combineWith: 'AND',
    },
  });
  index.addAll(entries);
  return (words) =>
    index
      .search(words)
      .slice(0, MOST)
      .map(({ id }) => entries[id as number]!);
}

/** Without accents and capitals: `Röhrbein` is found by `rohrbein`. */
function plainTerm(term: string): string {
  return term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
