import {
  HebbenchError,
  runRecordSchema,
  type Cell,
  type DatasetTraits,
  type RunRecord,
} from '@hebbench/core';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Run } from '../run/identity.ts';
import { notWritable, writeAtomically } from './atomic-write.ts';
import { problemOf, type Expectations } from './check-stored.ts';
import { readRegularFile } from './read-regular.ts';

/** Told of a record that is damaged. */
export type OnDamaged = (error: HebbenchError) => void;

/** Seeds of a cell's stored records, ascending. */
export type StoredSeeds = (cell: Pick<Cell, 'id'>) => readonly number[];

/** The records of one suite at one scale with one kind of data: a JSON file a run. */
export interface RunStore {
  readonly directory: string;
  /**
   * The stored record of a run.
   * @param onDamaged - told of a file that is not a record of this run: it counts as missing
   */
  read(run: Run, onDamaged: OnDamaged): RunRecord | undefined;
  /**
   * Which seeds of a cell have stored records, ascending: a look at the folder as it is now, which answers for any number
   * of cells.
   */
  storedSeeds(): StoredSeeds;
  /** The cells that any stored record is of, with the seeds of these records. */
  cells(): Cell[];
  /** Names of the rules that any stored record is of. */
  rules(): string[];
  /** The data sets that stored records describe. */
  sets(): DatasetTraits[];
  /**
   * The stored records of cells, in their order.
   * @param onDamaged - told of each that cannot be read; it is left out
   */
  readAll(cells: readonly Cell[], onDamaged: OnDamaged): RunRecord[];
  /**
   * Keeps a record. That of a failed run does not take the place of a result, and a damaged file is put aside.
   * @returns whether the record is kept
   * @throws {@link HebbenchError} `NOT_WRITABLE`
   */
  write(record: RunRecord): boolean;
  /** Folder for the checkpoints of a run that is not finished. */
  checkpointDirectory(run: Run): string;
  /** Removes the checkpoints of a run. */
  dropCheckpoint(run: Run): void;
}

/**
 * The store in a report's folder.
 * @param expects - what the records of the suite's cells hold; without it, their metrics are not checked
 */
export function openRunStore(directory: string, expects?: Expectations): RunStore {
  const folder = join(directory, 'records');
  const fileOf = (run: Run): string => join(folder, `${runName(run)}.json`);
  const checkpointDirectory = (run: Run): string => join(directory, '.checkpoints', runName(run));
  const read = (run: Run, onDamaged: OnDamaged): RunRecord | undefined => {
    const file = fileOf(run);
    try {
      return readRecord(file, run, expects);
    } catch (error) {
      onDamaged(damaged(file, run, (error as Error).message));
      return undefined;
    }
  };
  return {
    directory,
    read,
    storedSeeds: () => seedsAmong(filesIn(folder)),
    cells: () => cellsAmong(filesIn(folder).map((name) => join(folder, name))),
    rules: () => [...new Set(filesIn(folder).flatMap((name) => ruleOf(join(folder, name)) ?? []))].toSorted(),
    sets: () => [
      ...new Map(
        filesIn(folder)
          .flatMap((name) => setOf(join(folder, name)) ?? [])
          .map((set) => [set.name, set]),
      ).values(),
    ],
    readAll: (cells, onDamaged) =>
      cells.flatMap((cell) => cell.seeds.flatMap((seed) => read({ cell, seed }, onDamaged) ?? [])),
    write(record) {
      const file = fileOf(record);
      const earlier = read(record, () => putAside(file));
      if (record.status === 'failed' && earlier?.status === 'ok') return false;
      writeAtomically(file, `${JSON.stringify(record, null, 2)}\n`);
      return true;
    },
    checkpointDirectory,
    dropCheckpoint: (run) => rmSync(checkpointDirectory(run), { recursive: true, force: true }),
  };
}

/** A file name for a run: the cell's id without the suite, and the seed. */
export function runName({ cell, seed }: { readonly cell: Pick<Cell, 'id'>; readonly seed: number }): string {
  return `${cell.id.split('/').slice(1).join('--')}.seed-${seed}`;
}

/** Whatever it is, it may be of use to whoever put it there. */
function putAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`);
  } catch (cause) {
    throw notWritable(file, cause);
  }
}

/** What comes before the seed in a file's name, and the seed. */
const SEED = /^(.*\.seed-)(\d+)\.json$/;

function seedsAmong(files: readonly string[]): StoredSeeds {
  const found = new Map<string, number[]>();
  for (const file of files) {
    const [, before, seed] = SEED.exec(file) ?? [];
    if (before !== undefined) found.set(before, [...(found.get(before) ?? []), Number(seed)]);
  }
  return (cell) => (found.get(runName({ cell, seed: 0 }).slice(0, -1)) ?? []).toSorted((a, b) => a - b);
}

/** Names of a folder's files; those of what is no regular file are among them, to be complained of when they are read. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    // Something else in the folder's place holds no records.
    return [];
  }
}

function cellsAmong(files: readonly string[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { cell, seed } of files.flatMap((file) => contentOf(file) ?? [])) {
    const seeds = [...(cells.get(cell.id)?.seeds ?? []), seed].toSorted((a, b) => a - b);
    cells.set(cell.id, { ...cell, seeds });
  }
  return [...cells.values()];
}

/** A record as far as it is one; a damaged one is complained of when its run is looked for. */
function contentOf(file: string): RunRecord | undefined {
  try {
    return runRecordSchema.safeParse(JSON.parse(readRegularFile(file)!.toString())).data;
  } catch {
    return undefined;
  }
}

/** The rule of a stored record; a damaged one is complained of when its run is looked for. */
function ruleOf(file: string): string | undefined {
  try {
    const { cell } = JSON.parse(readRegularFile(file)!.toString()) as RunRecord;
    return typeof cell.rule === 'string' ? cell.rule : undefined;
  } catch {
    return undefined;
  }
}

/** The data set that a stored record describes. */
function setOf(file: string): DatasetTraits | undefined {
  try {
    const parsed = runRecordSchema.safeParse(JSON.parse(readRegularFile(file)!.toString()));
    return parsed.data?.provenance.data.set;
  } catch {
    return undefined;
  }
}

/** @throws an Error that says what is wrong */
function readRecord(file: string, run: Run, expects: Expectations | undefined): RunRecord | undefined {
  const bytes = readRegularFile(file);
  if (bytes === undefined) return undefined;
  const parsed = runRecordSchema.safeParse(JSON.parse(bytes.toString()));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const problem = problemOf(parsed.data, run, expects);
  if (problem !== undefined) throw new Error(problem);
  return parsed.data;
}

function damaged(file: string, { cell, seed }: Run, problem: string): HebbenchError {
  return new HebbenchError('RECORD_CORRUPT', `The stored record ${file} is damaged.`, {
    got: problem,
    expected: `the record of ${cell.id}, seed ${seed}`,
    fix: 'restore the file; until then, the run counts as not done',
  });
}
