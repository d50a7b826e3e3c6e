import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { encodeEvents } from '../src/logs/event-file.ts';
import { writeMlflow } from '../src/logs/mlflow.ts';
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

describe('a file store of MLflow', () => {
  const [cell] = table1.cells('smoke', { rules: [] });
  const record = exampleRecord(cell!);

  /** Each file of the store's only run, by its path in it. */
  function filesOfRun(store: string): Map<string, string> {
    const [experiment] = readdirSync(store);
    const below = join(store, experiment!);
    const [run, ...others] = readdirSync(below).filter((name) => name !== 'meta.yaml');
    expect(others).toEqual([]);
    const names = readdirSync(join(below, run!), { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [relative(join(below, run!), file), readFileSync(file, 'utf8')];
      }),
    );
  }

  test('has settings, curves by epoch, metrics and where a run comes from', () => {
    const store = join(folder, 'mlflow');
    const curve = [1, 2].map((epoch) => ({ phase: 'head', epoch, accuracy: 50 + epoch }));
    const settled = { ...record.provenance, hyperparameters: { learningRate: 0.1, loss: 'mse' } };
    for (let again = 0; again < 2; again++)
      writeMlflow([{ ...record, details: { curve }, provenance: settled }], store);
    const files = filesOfRun(store);
    const [experiment] = readdirSync(store);
    const run = readdirSync(join(store, experiment!)).find((name) => name !== 'meta.yaml');
    // As MLflow 3.17 asks: it finds a run by its id only with all four.
    for (const part of ['artifacts', 'metrics', 'params', 'tags'])
      expect(readdirSync(join(store, experiment!, run!))).toContain(part);
    const time = Date.parse(settled.startedAt) + 1500;
    expect(files.get('metrics/head/accuracy')).toBe(`${time} 51 1\n${time} 52 2\n`);
    expect(files.get('metrics/metrics/accuracy')).toBe(`${time} 90 0\n`);
    expect(files.get('params/hyperparameters.learningRate')).toBe('0.1');
    expect(files.get('params/rule')).toBe(cell!.rule);
    expect(files.get('params/hidden')).toBe(JSON.stringify(cell!.hidden));
    expect(files.get('tags/mlflow.runName')).toBe(`${cell!.id} #0`);
    expect(parse(files.get('meta.yaml')!)).toMatchObject({
      status: 3,
      lifecycle_stage: 'active',
      end_time: time + 100,
    });
  });

  test.each(['../../../escaped', '..', 'a:b=c*d', 'λ'])('keeps what a rule names "%s" in it', (name) => {
    const store = mkdtempSync(join(folder, 'odd-'));
    writeMlflow([{ ...record, metrics: { [name]: 7 } }], store);
    const values = [...filesOfRun(store)].filter(([file]) => file.startsWith('metrics/metrics/'));
    expect(values.map(([, text]) => text.split(' ')[1])).toEqual(['7']);
  });

  test('that cannot be written is told of', () => {
    const file = join(folder, 'in-the-way');
    writeFileSync(file, '');
    expect(() => writeMlflow([record], join(file, 'store'))).toThrow('cannot be written');
  });
});
