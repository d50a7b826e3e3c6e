import type { ErrorCode, RecordedError, RunRecord } from '@hebbench/core';
import { availableParallelism } from 'node:os';
import type { Job } from './job.ts';
import { describeMachine } from './machine.ts';

/** Failures that going on from the checkpoint would only repeat: of the rule, or of the checkpoint itself. */
const SPOILING: ReadonlySet<string> = new Set<ErrorCode>(['RULE_FAULT', 'RECORD_CORRUPT']);

/** Whether a failed run's checkpoint is of no use. After a full disk or memory, or a killed process, it is. */
export function spoilsCheckpoint({ code }: RecordedError): boolean {
  return SPOILING.has(code);
}

/**
 * The record of a run that failed. It is repeated the next time.
 * @param threads - that it had
 */
export function failedRecord(
  { cell, seed, hash, dataSet, code, engine }: Job,
  threads: number,
  error: RecordedError,
): RunRecord {
  return {
    schema: 1,
    hash,
    cell,
    seed,
    status: 'failed',
    error,
    metrics: {},
    details: {},
    phases: [],
    provenance: {
      engine: {
        name: engine,
        detail: 'not known: the run failed',
        threads: Math.min(threads, availableParallelism()),
      },
      packages: {},
      data: dataSet,
      code,
      hyperparameters: {},
      machine: describeMachine(),
      startedAt: new Date().toISOString(),
      trainSeconds: 0,
      scoreSeconds: 0,
      peakMemoryBytes: 0,
    },
  };
}
