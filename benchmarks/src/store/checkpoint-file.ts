import type { PhaseRecord } from '@hebbench/core';
import type { Checkpoint, CheckpointStore, SavedTensor } from '@hebbench/nn';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';

/** What the head of a checkpoint file says; the tensors' values follow it, one after the other. */
interface Head {
  /** The run's hash: a checkpoint of another definition of the cell is of no use. */
  readonly hash: string;
  readonly phase: number;
  readonly update: number;
  readonly phases: readonly PhaseRecord[];
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly length: number;
  }[];
  /** Whatever else the run keeps, such as its learning curve so far. */
  readonly extra: unknown;
}

/** Settings of {@link checkpointFile}. */
export interface CheckpointFileOptions {
  readonly hash: string;
  readonly everySeconds: number;
  /** Saved with every checkpoint. */
  readonly extra: () => unknown;
  /** Given what {@link CheckpointFileOptions.extra} saved, when a checkpoint is loaded. */
  readonly restoreExtra: (extra: unknown) => void;
}

/**
 * Keeps a run's checkpoint in one file: the length of the head, the head as JSON, the values as float32. A file that
 * cannot be used is ignored: the run then starts from its beginning.
 */
export function checkpointFile(directory: string, options: CheckpointFileOptions): CheckpointStore {
  const file = join(directory, 'checkpoint.bin');
  return {
    everySeconds: options.everySeconds,
    load() {
      if (!existsSync(file)) return undefined;
      const found = decode(readFileSync(file));
      if (!found || found.head.hash !== options.hash) {
        rmSync(file, { force: true });
        return undefined;
      }
      options.restoreExtra(found.head.extra);
      return found.checkpoint;
    },
    save: (checkpoint) => writeAtomically(file, encode(checkpoint, options.hash, options.extra())),
  };
}

function encode({ tensors, ...position }: Checkpoint, hash: string, extra: unknown): Uint8Array {
  const entries = Object.entries(tensors);
  const head: Head = {
    hash,
    ...position,
    tensors: entries.map(([name, { shape, data }]) => ({ name, shape, length: data.length })),
    extra,
  };
  const text = Buffer.from(JSON.stringify(head));
  // Padded, so that the values begin at a multiple of 4.
  const padded = Buffer.alloc(4 + Math.ceil(text.length / 4) * 4, ' ');
  padded.writeUInt32LE(padded.length - 4);
  text.copy(padded, 4);
  return Buffer.concat([
    padded,
    ...entries.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

function decode(bytes: Buffer): { head: Head; checkpoint: Checkpoint } | undefined {
  try {
    const length = bytes.readUInt32LE();
    const head = JSON.parse(bytes.subarray(4, 4 + length).toString()) as Head;
    let at = 4 + length;
    const tensors: Record<string, SavedTensor> = {};
    for (const { name, shape, length: values } of head.tensors) {
      const part = bytes.subarray(at, at + 4 * values);
      if (part.length !== 4 * values) return undefined;
      const data = new Float32Array(values);
      new Uint8Array(data.buffer).set(part);
      tensors[name] = { shape, data };
      at += 4 * values;
    }
    const { phase, update, phases } = head;
    return { head, checkpoint: { phase, update, phases, tensors } };
  } catch {
    return undefined;
  }
}
