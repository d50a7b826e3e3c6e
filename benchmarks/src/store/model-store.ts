import { HebbenchError, type PhaseRecord } from '@hebbench/core';
import type { SavedTensor } from '@hebbench/nn';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { encodeTensors, readTensors, type TensorFile } from './tensor-file.ts';

/** A trained network, for another suite that measures the same one. */
export interface StoredModel {
  /** What its training took. */
  readonly phases: readonly PhaseRecord[];
  /** The rule's diagnostics at the end of training. */
  readonly diagnostics: Readonly<Record<string, number>>;
  /** What else the run found while it trained, such as its learning curve. */
  readonly extra: unknown;
  /** The weights by name. */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

/** Trained networks by the hash of all that made them. They can be deleted at any time: they are only trained again. */
export interface ModelStore {
  /** `undefined` if there is none, or the file of this name is damaged or holds another network. */
  load(hash: string): StoredModel | undefined;
  /** Networks above {@link LARGEST_MODEL}, and those for which the disk has no room, are not kept. */
  save(hash: string, model: StoredModel): void;
}

/** In bytes. */
const LARGEST_MODEL: number = 64 * 2 ** 20;

/** Whether the network with this hash is kept in a folder. */
export function hasModel(directory: string, hash: string): boolean {
  return existsSync(modelPath(directory, hash));
}

/** The networks kept in a folder. */
export function openModelStore(directory: string): ModelStore {
  const fileOf = (hash: string): string => modelPath(directory, hash);
  return {
    load(hash) {
      const found = readTensors<Omit<StoredModel, 'tensors'>>(fileOf(hash), hash);
      return found && { ...found.head, tensors: found.tensors };
    },
    save: (hash, { tensors, ...head }) => saveIfThereIsRoom(fileOf(hash), { of: hash, head, tensors }),
  };
}

/** The file of the network with this hash in a folder. */
export function modelPath(directory: string, hash: string): string {
  return join(directory, `${hash}.bin`);
}

/**
 * Writes tensors that can be computed again: not if they are large, and not if the disk is full.
 * @param largest - in bytes
 */
export function saveIfThereIsRoom<T>(
  file: string,
  content: TensorFile<T>,
  largest: number = LARGEST_MODEL,
): void {
  const bytes = Object.values(content.tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes > largest) return;
  try {
    writeAtomically(file, encodeTensors(content));
  } catch (error) {
    // A result is not lost because there is no room for the network behind it.
    if (!(error instanceof HebbenchError)) throw error;
  }
}
