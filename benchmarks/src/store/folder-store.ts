import { HebbenchError } from '@hebbench/core';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { readRegularFile } from './read-regular.ts';
import { seal, unseal } from './sealed.ts';
import type { Kind, Store } from './store.ts';

/**
 * Keeps what runs find in a folder that machines share, a file each.
 * @param directory - made if it is not there
 */
export function folderStore(directory: string): Store {
  const fileOf = (kind: Kind, hash: string): string => join(directory, `${kind}s`, hash.slice(0, 2), hash);
  return {
    has: (kind, hash) => Promise.resolve(existsSync(fileOf(kind, hash))),
    async get(kind, hash) {
      try {
        return unseal(readRegularFile(fileOf(kind, hash)));
      } catch {
        return undefined;
      }
    },
    async put(kind, hash, bytes) {
      try {
        writeAtomically(fileOf(kind, hash), seal(bytes));
        return true;
      } catch (error) {
        if (kind !== 'record' && error instanceof HebbenchError) return false;
        throw error;
      }
    },
    async drop(kind, hash) {
      rmSync(fileOf(kind, hash), { force: true });
    },
  };
}
