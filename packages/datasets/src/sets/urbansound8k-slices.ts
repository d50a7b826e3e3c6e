import { parse } from 'csv-parse/sync';
import { corruptFile } from '../formats/corrupt.ts';
import { listed } from '../formats/find-files.ts';
import { readWhole } from '../formats/read-file.ts';
import { URBANSOUND8K } from '../traits.ts';

/** What the metadata say of a sound. */
export interface Slice {
  readonly label: number;
  /** 1 … 10 */
  readonly fold: number;
}

const COLUMNS = ['slice_file_name', 'fsID', 'fold', 'classID'] as const;
type Column = (typeof COLUMNS)[number];

const AGAIN = 'copy the metadata again from its publisher';

/**
 * The sounds that the metadata list, by the names of their files.
 * @throws `DATA_CORRUPT` if it is no such table, or has a recording in two folds: then what is tested on would be trained on
 */
export function readSlices(file: string): ReadonlyMap<string, Slice> {
  const rows = rowsOf(file);
  const slices = new Map<string, Slice>();
  const foldOfRecording = new Map<string, number>();
  rows.forEach((row, i) => {
    const line = i + 2;
    const name = row.slice_file_name;
    const fold = whole(row.fold, 1, URBANSOUND8K.folds!);
    const label = whole(row.classID, 0, URBANSOUND8K.classes - 1);
    if (fold === undefined || label === undefined) {
      const [column, value, expected] =
        fold === undefined
          ? ['fold', row.fold, `1 to ${URBANSOUND8K.folds}`]
          : ['classID', row.classID, `0 to ${URBANSOUND8K.classes - 1}`];
      throw corruptFile(file, `${column} "${value}" in line ${line}`, expected, AGAIN);
    }
    if (slices.has(name))
      throw corruptFile(file, `${name} twice, again in line ${line}`, 'each sound once', AGAIN);
    const other = foldOfRecording.get(row.fsID) ?? fold;
    if (other !== fold)
      throw corruptFile(
        file,
        `recording ${row.fsID} in fold ${other} and, in line ${line}, in fold ${fold}`,
        'all sounds of a recording in one fold: folds are never mixed',
        AGAIN,
      );
    foldOfRecording.set(row.fsID, fold);
    slices.set(name, { label, fold });
  });
  if (slices.size === 0) throw corruptFile(file, 'no sound', 'a line for each sound', AGAIN);
  return slices;
}

function rowsOf(file: string): Readonly<Record<Column, string>>[] {
  let header: readonly string[] = [];
  let rows: Readonly<Record<Column, string>>[];
  try {
    rows = parse(Buffer.from(readWhole(file)), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => (header = names),
    });
  } catch (cause) {
    throw corruptFile(file, (cause as Error).message, 'comma-separated values under a heading', AGAIN, cause);
  }
  const missing = COLUMNS.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw corruptFile(
      file,
      `the columns ${listed(header) || '(none)'}`,
      `the columns ${COLUMNS.join(', ')}`,
      AGAIN,
    );
  return rows;
}

function whole(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
