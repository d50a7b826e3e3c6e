import { expect, test } from 'vitest';
import { cellSchema, runRecordSchema, type Cell, type RunRecord } from '../src/index.ts';

const CELL: Cell = {
  id: 'suite/mnist/nonneg/1-layer/rule/bp-head',
  suite: 'suite',
  scale: 'smoke',
  dataset: 'mnist',
  hidden: [10, 20],
  nonnegative: true,
  rule: 'rule',
  head: 'bp-head',
  preset: 'paper',
  hyperparameters: { rate: 0.5, nested: { kind: 'x' } },
  budget: { hiddenEpochs: 1, headEpochs: 0.5 },
  seeds: [0, 1],
  trainImages: 100,
};

const RECORD: RunRecord = {
  schema: 1,
  hash: '0123456789abcdef',
  cell: CELL,
  seed: 0,
  status: 'ok',
  metrics: { accuracy: 97 },
  details: { curve: [{ epoch: 1 }] },
  phases: [{ name: 'head', trains: 'head', epochs: 1, updates: 10, seconds: 0.5 }],
  provenance: {
    engine: { name: 'wasm', detail: 'x', threads: 1 },
    packages: { '@hebbench/core': '0.1.0' },
    data: { origin: 'embedded', digest: 'abc' },
    hyperparameters: {},
    machine: { node: 'v20', platform: 'linux x64', cpu: 'x', cores: 2, memoryBytes: 1 },
    startedAt: '2026-01-01T00:00:00.000Z',
    trainSeconds: 1,
    scoreSeconds: 1,
    peakMemoryBytes: 1,
  },
};

test('a record survives JSON', () => {
  expect(runRecordSchema.parse(JSON.parse(JSON.stringify(RECORD)))).toEqual(RECORD);
});

test.each([
  { name: 'an id with spaces', cell: { ...CELL, id: 'a b' } },
  { name: 'no layer', cell: { ...CELL, hidden: [] } },
  { name: 'a negative seed', cell: { ...CELL, seeds: [-1] } },
  { name: 'an unknown scale', cell: { ...CELL, scale: 'huge' } },
  { name: 'an unknown field', cell: { ...CELL, extra: 1 } },
  { name: 'negative epochs', cell: { ...CELL, budget: { hiddenEpochs: -1, headEpochs: 0 } } },
])('a cell with $name is refused', ({ cell }) => {
  expect(cellSchema.safeParse(cell).success).toBe(false);
});

test.each([
  { name: 'another version', record: { ...RECORD, schema: 2 } },
  { name: 'a metric that is not a number', record: { ...RECORD, metrics: { accuracy: Number.NaN } } },
  { name: 'no provenance', record: { ...RECORD, provenance: undefined } },
])('a record with $name is refused', ({ record }) => {
  expect(runRecordSchema.safeParse(record).success).toBe(false);
});
