/** Something that can be found. */
export interface Entry {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  /** What it is a part of. */
  readonly page: string;
  /** What it is found by, beside its names. */
  readonly text: string;
}

/** Entries as a script holds them: the parts of one after those of the other. */
export type PackedEntries = readonly (readonly [path: string, title: string, page: string, text: string])[];

/** What the script with the entries calls with them: other files can be had from a file system as a script alone. */
export const ENTRIES_RECEIVER = 'hebbenchEntries';
