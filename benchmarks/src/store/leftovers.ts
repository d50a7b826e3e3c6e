import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isLeftover } from './temporary.ts';

/**
 * Removes what processes of this machine that were killed have left half written in a folder and all below it. Nothing
 * else reads these files, so one that cannot be removed is left.
 */
export function removeLeftovers(directory: string): void {
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) removeLeftovers(path);
      else if (isLeftover(entry.name)) rmSync(path, { force: true });
    }
  } catch {
    // A folder that is not there, or not this user's.
  }
}
