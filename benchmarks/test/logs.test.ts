import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeEvents } from '../src/logs/event-file.ts';
import { writeTensorboard } from '../src/logs/tensorboard.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord } from './example-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// As TensorBoard 2.21 reads them: its own reader took these bytes for the scalars.
test('an event file is TensorFlow’s, to the byte', () => {
  const bytes = encodeEvents([{ tag: 'a', step: 300, value: 1.5, time: 2 }], 1);
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a1800000000000000a37f4b2209000000000000004010ac022a0a0a080a0161150000c03f2957240c',
  );
});

test('a run has a file with its curve and its metrics', () => {
  const [cell] = table1.cells('smoke', { rules: [] });
  const record = exampleRecord(cell!);
  const curve = [{ phase: 'head', epoch: 1, accuracy: 50 }];
  for (let again = 0; again < 2; again++) writeTensorboard([{ ...record, details: { curve } }], folder);
  const own = join(folder, cell!.id, `seed-${record.seed}`);
  const [file, ...others] = readdirSync(own);
  expect(others).toEqual([]);
  const text = readFileSync(join(own, file!), 'latin1');
  for (const tag of ['head/accuracy', ...Object.keys(record.metrics).map((name) => `metrics/${name}`)])
    expect(text).toContain(tag);
});
