import { HebbenchError, runRecordSchema, type RunRecord } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { problemOf } from '../store/check-stored.ts';
import { readRegularFile } from '../store/read-regular.ts';
import { runName } from '../store/run-store.ts';
import { SUITES } from '../suites/index.ts';

/**
 * All records in the folder of a report. What cannot be read costs its own place.
 * @param warn - told of each file that is left out
 * @throws {@link HebbenchError} `DATA_MISSING` if there is no record that can be read
 */
export function readFolder(directory: string, warn: (problem: string) => void): RunRecord[] {
  const folder = join(directory, 'records');
  const records = namesIn(folder, directory).flatMap((name) => {
    try {
      return [readRecord(join(folder, name), name)];
    } catch (error) {
      warn(`${join(folder, name)} is left out: ${(error as Error).message}`);
      return [];
    }
  });
  if (records.length > 0) return records;
  throw nothingIn(directory, `no record in ${folder} that can be read`);
}

function namesIn(folder: string, directory: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw nothingIn(directory, code === 'ENOENT' || code === 'ENOTDIR' ? `no folder ${folder}` : message);
  }
}

function nothingIn(directory: string, got: string): HebbenchError {
  return new HebbenchError('DATA_MISSING', `${directory} holds no records.`, {
    got,
    expected: 'the folder of a report, such as reports/table1/quick-real',
    fix: 'check the path',
  });
}

/** @throws an Error that says what is wrong */
function readRecord(file: string, name: string): RunRecord {
  const bytes = readRegularFile(file);
  if (bytes === undefined) throw new Error('nothing is there');
  const parsed = runRecordSchema.safeParse(JSON.parse(bytes.toString()));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const record = parsed.data;
  if (`${runName(record)}.json` !== name)
    throw new Error(`the record of another run, ${record.cell.id}, seed ${record.seed}`);
  const suite = SUITES.find((each) => each.name === record.cell.suite);
  const problem = problemOf(record, record, suite && ((cell) => suite.metrics(cell)));
  if (problem !== undefined) throw new Error(problem);
  return record;
}
