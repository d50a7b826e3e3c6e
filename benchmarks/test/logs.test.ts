import type { RunRecord } from '@hebbench/core';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
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

describe('event files', () => {
  const [cell] = table1.cells('smoke', { rules: [] });
  const record = exampleRecord(cell!);
  const curve = [{ phase: 'head', epoch: 1, accuracy: 50 }];

  /** Files below a folder, by their paths in it. */
  const filesBelow = (of: string): string[] =>
    readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => relative(of, join(parentPath, name)));

  test('have the curve and the metrics of a run', () => {
    const own = join(folder, 'tensorboard');
    writeTensorboard([{ ...record, details: { curve } }], own);
    const [file, ...others] = filesBelow(own);
    expect(others).toEqual([]);
    expect(dirname(file!)).toBe(join('smoke-real', cell!.id, `seed-${record.seed}`));
    const text = readFileSync(join(own, file!), 'latin1');
    for (const tag of ['head/accuracy', ...Object.keys(record.metrics).map((name) => `metrics/${name}`)])
      expect(text).toContain(tag);
  });

  test('of one cell at two scales, and on the images of others, are apart', () => {
    const own = join(folder, 'apart');
    const { provenance } = record;
    const on = (data: Partial<typeof provenance.data>): RunRecord => ({
      ...record,
      provenance: { ...provenance, data: { ...provenance.data, ...data } },
    });
    const digests = ['a', 'b'].map((digit) => digit.repeat(64));
    writeTensorboard(
      [
        record,
        { ...record, cell: { ...record.cell, scale: 'quick' } },
        on({ origin: 'embedded' }),
        ...digests.map((digest) => on({ origin: 'own', digest })),
      ],
      own,
    );
    expect(new Set(filesBelow(own).map(dirname)).size).toBe(5);
  });

  test('of a run that was trained again replace those of the earlier one, and no others', () => {
    const own = join(folder, 'again');
    writeTensorboard([record], own);
    const beside = join(dirname(join(own, filesBelow(own)[0]!)), 'events.out.tfevents.1.other');
    writeFileSync(beside, '');
    const startedAt = '2027-01-01T00:00:00.000Z';
    writeTensorboard([{ ...record, provenance: { ...record.provenance, startedAt } }], own);
    const names = filesBelow(own).map((file) => basename(file));
    expect(names.toSorted()).toEqual(
      [`events.out.tfevents.${Date.parse(startedAt) / 1000}.hebbench`, basename(beside)].toSorted(),
    );
  });
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
