import { describe, expect, test } from 'vitest';
import { provenanceSections, provenanceText } from '../src/suites/common/provenance.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from './example-record.ts';

const [first, second] = table1.cells('smoke', { rules: [] });
const cells = [first!, second!];
const complete = [exampleRecord(first), exampleRecord(second)];
const took = (seconds: number) => [{ ...complete[0]!.phases[0]!, seconds }];

function textOf(records: typeof complete): string {
  return provenanceText(['One sentence.'], { scale: 'smoke', data: 'real', cells, records });
}

describe('the end of a report', () => {
  test.each([
    { runs: 'all', records: complete, says: undefined },
    { runs: 'one', records: complete.slice(1), says: '1 of 2 runs' },
    { runs: 'a failed', records: [complete[0]!, failedRecord(second!)], says: '1 of 2 runs' },
  ])('with $runs says what is missing: $says', ({ records, says }) => {
    if (says === undefined) expect(textOf(records)).not.toContain('Not complete');
    else expect(textOf(records)).toContain(`Not complete: ${says} are done`);
  });

  test.each([
    { what: 'a network that two runs share', seconds: [90, 90], minutes: '1.5' },
    { what: 'two networks', seconds: [90, 91], minutes: '3.0' },
  ])('counts the training of $what: $minutes minutes', ({ seconds, minutes }) => {
    const records = complete.map((record, i) => ({ ...record, phases: took(seconds[i]!) }));
    expect(textOf(records)).toContain(`${minutes} minutes for 2 runs`);
  });

  test('has no command for a cell that never ran', () => {
    const ran = textOf(complete.slice(1));
    expect(ran).toContain(`--filter ${second!.id} `);
    expect(ran).not.toContain(`--filter ${first!.id} `);
  });

  test('has the command of every cell that ran, in Markdown and on the page', () => {
    const results = { scale: 'smoke', data: 'real', cells, records: complete } as const;
    const page = JSON.stringify(provenanceSections([], results));
    for (const { id } of cells) {
      const command = `pnpm bench --filter ${id} --scale smoke --data real --force --out again`;
      expect(textOf(complete)).toContain(command);
      expect(page).toContain(command);
    }
  });
});
