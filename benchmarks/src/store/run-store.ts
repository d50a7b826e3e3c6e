import { HebbenchError, runRecordSchema, type Cell, type RunRecord } from '@hebbench/core';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Run } from '../run/identity.ts';
import { writeAtomically } from './atomic-write.ts';

/** The records of one suite at one scale with one kind of data: a JSON file a run. */
export interface RunStore {
  readonly directory: string;
  /**
   * The stored record of a run.
   * @throws {@link HebbenchError} `RECORD_CORRUPT` if the file is not a record of this run
   */
  read(run: Run): RunRecord | undefined;
  /** Seeds of a cell's stored records, ascending. */
  seeds(cell: Pick<Cell, 'id'>): number[];
  /** Names of the rules that any stored record is of. */
  rules(): string[];
  /**
   * The stored records of cells, in their order.
   * @param onDamaged - told of each that cannot be read; it is left out
   */
  readAll(cells: readonly Cell[], onDamaged: (error: HebbenchError) => void): RunRecord[];
  /**
   * Keeps a record. That of a failed run does not take the place of a result.
   * @returns whether the record is kept
   * @throws {@link HebbenchError} `NOT_WRITABLE`
   */
  write(record: RunRecord): boolean;
  /** Folder for the checkpoints of a run that is not finished. */
  checkpointDirectory(run: Run): string;
  /** Removes the checkpoints of a run. */
  dropCheckpoint(run: Run): void;
}

/** The store in a report's folder. */
export function openRunStore(directory: string): RunStore {
  const folder = join(directory, 'records');
  const fileOf = (run: Run): string => join(folder, `${runName(run)}.json`);
  const checkpointDirectory = (run: Run): string => join(directory, '.checkpoints', runName(run));
  const read = (run: Run): RunRecord | undefined => {
    const file = fileOf(run);
    return existsSync(file) ? parseRecord(readFileSync(file, 'utf8'), file, run) : undefined;
  };
  const readOr = (run: Run, onDamaged: (error: HebbenchError) => void): RunRecord | undefined => {
    try {
      return read(run);
    } catch (error) {
      if (!(error instanceof HebbenchError)) throw error;
      onDamaged(error);
      return undefined;
    }
  };
  return {
    directory,
    read,
    seeds: (cell) => seedsAmong(filesIn(folder), cell),
    rules: () => [...new Set(filesIn(folder).flatMap((name) => ruleOf(join(folder, name)) ?? []))].toSorted(),
    readAll: (cells, onDamaged) =>
      cells.flatMap((cell) => cell.seeds.flatMap((seed) => readOr({ cell, seed }, onDamaged) ?? [])),
    write(record) {
      if (record.status === 'failed' && readOr(record, () => {})?.status === 'ok') return false;
      writeAtomically(fileOf(record), `${JSON.stringify(record, null, 2)}\n`);
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

function seedsAmong(files: readonly string[], cell: Pick<Cell, 'id'>): number[] {
  const prefix = runName({ cell, seed: 0 }).slice(0, -1);
  return files
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.slice(prefix.length, -'.json'.length))
    .filter((seed) => /^\d+$/.test(seed))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
}

/** The rule of a stored record; a damaged one is complained of when its run is looked for. */
function ruleOf(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as RunRecord).cell.rule;
  } catch {
    return undefined;
  }
}

function parseRecord(text: string, file: string, { cell, seed }: Run): RunRecord {
  let problem: string;
  try {
    const parsed = runRecordSchema.safeParse(JSON.parse(text));
    if (parsed.success && parsed.data.cell.id === cell.id && parsed.data.seed === seed) return parsed.data;
    problem = parsed.success
      ? `the record of ${parsed.data.cell.id}, seed ${parsed.data.seed}`
      : z.prettifyError(parsed.error).replaceAll('\n', ' ');
  } catch (error) {
    problem = (error as Error).message;
  }
  throw new HebbenchError('RECORD_CORRUPT', `The stored record ${file} is damaged.`, {
    got: problem,
    expected: `the record of ${cell.id}, seed ${seed}`,
    fix: 'restore the file, or remove it to have the run repeated',
  });
}
