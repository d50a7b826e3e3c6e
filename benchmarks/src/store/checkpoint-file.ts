import { HebbenchError } from '@hebbench/core';
import type { Checkpoint, CheckpointStore } from '@hebbench/nn';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { encodeTensors, readTensors } from './tensor-file.ts';

interface Head extends Omit<Checkpoint, 'tensors'> {
  /** Whatever else the run keeps, such as its learning curve so far. */
  readonly extra: unknown;
}

/** Settings of {@link checkpointFile}. */
export interface CheckpointFileOptions {
  /** What it belongs to: a checkpoint of another definition of the run, or of other code, is of no use. */
  readonly hash: string;
  readonly everySeconds: number;
  /** Saved with every checkpoint. */
  readonly extra: () => unknown;
  /** Given what {@link CheckpointFileOptions.extra} saved, when a checkpoint is loaded. */
  readonly restoreExtra: (extra: unknown) => void;
  /** Told once that checkpoints cannot be written, and why. Training goes on: what was saved last stays. */
  readonly warn: (problem: string) => void;
}

/** The file of a checkpoint in its folder. */
export function checkpointPath(directory: string): string {
  return join(directory, 'checkpoint.bin');
}

/**
 * Keeps a run's checkpoint in one file. A file that cannot be used is ignored: the run then starts from its beginning.
 */
export function checkpointFile(directory: string, options: CheckpointFileOptions): CheckpointStore {
  const file = checkpointPath(directory);
  let warned = false;
  return {
    everySeconds: options.everySeconds,
    load() {
      if (!existsSync(file)) return undefined;
      const found = readTensors<Head>(file, options.hash);
      if (!found) {
        rmSync(file, { recursive: true, force: true });
        return undefined;
      }
      const { phase, update, phases, extra } = found.head;
      options.restoreExtra(extra);
      return { phase, update, phases, tensors: found.tensors };
    },
    save({ tensors, ...position }) {
      const head: Head = { ...position, extra: options.extra() };
      try {
        writeAtomically(file, encodeTensors({ of: options.hash, head, tensors }));
      } catch (error) {
        if (!(error instanceof HebbenchError)) throw error;
        if (!warned) options.warn(error.got);
        warned = true;
      }
    },
  };
}
