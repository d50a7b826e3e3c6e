/// <reference lib="dom" />
import { createIndex } from '../search/index.ts';
import { ENTRIES_RECEIVER, type PackedEntries } from '../search/entry.ts';
import { loadPacked } from './scripts.ts';

// What pages load once somebody searches: the index, and what is in it.
Object.assign(window, {
  hebbenchSearch: async (root: string) =>
    createIndex((await loadPacked(`${root}assets/search-entries.js`, ENTRIES_RECEIVER)) as PackedEntries),
});
