import { HebbenchError, runRecordSchema, type RunRecord } from '@hebbench/core';
import { compareCells, terminalTable } from '@hebbench/report';
import type { ArgsDef } from 'citty';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pText, SIGNIFICANT } from '../suites/table1/format.ts';
import { styleOf } from './terminal.ts';

/** Arguments of `pnpm bench compare`. */
export const compareArgs = {
  a: {
    type: 'positional',
    required: true,
    valueHint: 'DIR',
    description: 'Folder of a report, e.g. reports/table1/quick-real',
  },
  b: { type: 'positional', required: true, valueHint: 'DIR', description: 'Folder of another report' },
} as const satisfies ArgsDef;

/**
 * `pnpm bench compare A B`: two reports against each other, cell by cell.
 * @throws {@link HebbenchError} `DATA_MISSING`, `RECORD_CORRUPT`; `USAGE` if they have no cell, scale or data in common
 */
export function compareCommand({ a, b }: { a: string; b: string }): number {
  const rows = compareCells(readRecords(a), readRecords(b)).map(
    ({ cell, meanA, meanB, difference, p, paired }) => [
      cell,
      meanA.toFixed(2),
      meanB.toFixed(2),
      `${difference >= 0 ? '+' : ''}${difference.toFixed(2)}`,
      `${pText(p)}${p !== undefined && paired ? ' paired' : ''}`,
      p !== undefined && p < SIGNIFICANT ? '*' : '',
    ],
  );
  const columns = ['cell', 'A', 'B', 'B − A', 'p', ''];
  process.stdout.write(`${terminalTable(columns, rows, styleOf(process.stdout))}\n`);
  process.stdout.write(
    'Accuracy in percent, over the seeds that both have; p of a t-test, paired over them, from three on, corrected for the number of cells (Holm). Without a common seed: over all, unpaired.\n',
  );
  return 0;
}

function readRecords(directory: string): RunRecord[] {
  const folder = join(directory, 'records');
  if (!existsSync(folder)) {
    throw new HebbenchError('DATA_MISSING', `${directory} holds no records.`, {
      got: `no folder ${folder}`,
      expected: 'the folder of a report, such as reports/table1/quick-real',
      fix: 'check the path',
    });
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => parseRecord(join(folder, name)));
}

function parseRecord(file: string): RunRecord {
  try {
    return runRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new HebbenchError('RECORD_CORRUPT', `The stored record ${file} is damaged.`, {
      got: (cause as Error).message.split('\n').slice(0, 3).join(' '),
      expected: 'a run record',
      fix: 'restore the file, or remove it',
      cause,
    });
  }
}
