import type { RunRecord } from '@hebbench/core';
import { deflateRawSync } from 'node:zlib';

/** What the scripts of pages call with a bundle: data of other files can be had from a file system as a script alone. */
export const RECEIVER = 'hebbenchRecords';

/** Characters of a detail that a bundle holds: kernels are pictures as well, and the record's own file has them. */
const LARGEST = 4_000;
const LEFT_OUT = 'left out here; the file of this record in the repository has it';

/** All records of a report in one script, by the ids of their cells: together they take a tenth of their size. */
export function recordsBundle(records: readonly RunRecord[]): string {
  const byCell = new Map<string, RunRecord[]>();
  for (const { cell, ...record } of records)
    byCell.set(cell.id, [...(byCell.get(cell.id) ?? []), { cell, ...record, details: held(record) }]);
  const packed = deflateRawSync(JSON.stringify(Object.fromEntries(byCell)), { level: 9 });
  return `${RECEIVER}("${packed.toString('base64')}");\n`;
}

function held({ details }: Pick<RunRecord, 'details'>): RunRecord['details'] {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      JSON.stringify(value).length > LARGEST ? LEFT_OUT : value,
    ]),
  );
}
