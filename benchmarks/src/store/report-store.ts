import { HebbenchError, type RunRecord } from '@hebbench/core';
import { join } from 'node:path';
import type { Run } from '../run/identity.ts';
import { writeAtomically } from './atomic-write.ts';
import { checkpointPath } from './checkpoint-file.ts';
import { hiddenLayersPath } from './hidden-layer-store.ts';
import { modelPath } from './model-store.ts';
import { readRegularFile } from './read-regular.ts';
import type { RunStore } from './run-store.ts';
import { existsSync } from 'node:fs';
import type { Kind, Store } from './store.ts';

/** A run whose records and checkpoints are kept beside a report. */
export interface StoredRun {
  readonly run: Run;
  readonly store: RunStore;
}

/** Folder of the networks that runs of all suites share. */
export function modelDirectoryOf(out: string): string {
  return join(out, '.models');
}

/**
 * The folders of a command's reports as one store: records by the names of their runs, which people look for, networks by
 * their hashes.
 * @param out - folder of the reports
 * @param runs - the runs of its records and checkpoints, by the ids of their jobs
 */
export function openReportStore(out: string, runs: ReadonlyMap<string, StoredRun>): Store {
  const networks = modelDirectoryOf(out);
  const fileOf = (kind: Exclude<Kind, 'record'>, hash: string): string => {
    if (kind === 'network') return modelPath(networks, hash);
    if (kind === 'hidden') return hiddenLayersPath(networks, hash);
    const { run, store } = runs.get(hash)!;
    return checkpointPath(store.checkpointDirectory(run));
  };
  const recordOf = (id: string): RunRecord | undefined => {
    const { run, store } = runs.get(id)!;
    return store.read(run, () => {});
  };
  return {
    has: (kind, hash) =>
      Promise.resolve(kind === 'record' ? recordOf(hash) !== undefined : existsSync(fileOf(kind, hash))),
    async get(kind, hash) {
      if (kind !== 'record') return readIfUsable(fileOf(kind, hash));
      const record = recordOf(hash);
      return record && encodeRecord(record);
    },
    async put(kind, hash, bytes) {
      if (kind === 'record') return runs.get(hash)!.store.write(decodeRecord(bytes));
      try {
        writeAtomically(fileOf(kind, hash), bytes);
        return true;
      } catch (error) {
        // What can be computed again is not worth a result.
        if (error instanceof HebbenchError) return false;
        throw error;
      }
    },
    async drop(kind, id) {
      const { run, store } = runs.get(id)!;
      if (kind === 'checkpoint') store.dropCheckpoint(run);
    },
  };
}

/** A record as bytes. */
export function encodeRecord(record: RunRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record));
}

/** What {@link encodeRecord} made bytes of. */
export function decodeRecord(bytes: Uint8Array): RunRecord {
  return JSON.parse(Buffer.from(bytes).toString()) as RunRecord;
}

function readIfUsable(file: string): Uint8Array | undefined {
  try {
    return readRegularFile(file);
  } catch {
    return undefined;
  }
}
