import type { Cell, RunRecord } from '@hebbench/core';
import { table1 } from '../src/suites/table1/index.ts';

/** A complete record of a cell of table1, for tests. */
export function exampleRecord(
  cell: Cell = table1.cells('smoke', { rules: [] })[0]!,
  seed = 0,
  accuracy = 90,
): RunRecord {
  return {
    schema: 1,
    hash: '0123456789abcdef0123456789abcdef',
    cell,
    seed,
    status: 'ok',
    metrics: { accuracy, trainAccuracy: accuracy + 1, sparsity: 85, zeroShare: 80, minWeight: 0 },
    details: {
      curve: [
        { phase: 'head', epoch: 1, accuracy: accuracy - 20 },
        { phase: 'head', epoch: 20, accuracy },
      ],
    },
    phases: [{ name: 'head', trains: 'head', epochs: 20, updates: 200, seconds: 1.5 }],
    provenance: {
      engine: { name: 'blas', detail: 'libopenblas.so.0', threads: 1 },
      packages: { '@hebbench/core': '0.1.0' },
      data: { origin: 'real', digest: 'feedbeef'.repeat(8) },
      hyperparameters: {},
      machine: { node: 'v20.0.0', platform: 'linux x64', cpu: 'CPU', cores: 2, memoryBytes: 2 ** 33 },
      startedAt: '2026-01-01T00:00:00.000Z',
      trainSeconds: 1.5,
      scoreSeconds: 0.1,
      peakMemoryBytes: 2 ** 28,
    },
  };
}

/** The record of a run that failed. */
export function failedRecord(cell: Cell): RunRecord {
  return {
    ...exampleRecord(cell),
    status: 'failed',
    error: { code: 'RULE_FAULT', message: 'It broke.\nBadly.' },
    metrics: {},
    details: {},
    phases: [],
  };
}

/** The record as a run on another kind of machine would leave it. */
export function onMachine(
  cpu: string,
  { provenance, ...record }: RunRecord,
  trainSeconds: number = provenance.trainSeconds,
): RunRecord {
  return {
    ...record,
    provenance: { ...provenance, trainSeconds, machine: { ...provenance.machine, cpu } },
  };
}
