import type { PhaseRecord } from '@hebbench/core';
import type { HiddenLayerStore } from '@hebbench/nn';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { saveIfThereIsRoom } from './model-store.ts';
import { readTensors } from './tensor-file.ts';

/** In bytes: ten layers of 2000 units and what K&H keeps beside them, an hour's training that searches share. */
const LARGEST_HIDDEN_LAYERS = 320 * 2 ** 20;

/** The file of the hidden layers with this hash in a folder. */
export function hiddenLayersPath(directory: string, hash: string): string {
  return join(directory, `${hash}.hidden.bin`);
}

/** Whether hidden layers with this hash are kept in a folder. */
export function hasHiddenLayers(directory: string, hash: string): boolean {
  return existsSync(hiddenLayersPath(directory, hash));
}

/**
 * Hidden layers that several networks share, kept beside the trained networks. They can be deleted at any time.
 * @param options - `retrain`: whether to train them again although they are there
 */
export function openHiddenLayerStore(
  directory: string,
  hash: string,
  { retrain }: { readonly retrain: boolean },
): HiddenLayerStore {
  const file = hiddenLayersPath(directory, hash);
  return {
    load() {
      const found = retrain ? undefined : readTensors<readonly PhaseRecord[]>(file, hash);
      return found && { phases: found.head, tensors: found.tensors };
    },
    save: ({ phases, tensors }) =>
      saveIfThereIsRoom(file, { of: hash, head: phases, tensors }, LARGEST_HIDDEN_LAYERS),
  };
}
