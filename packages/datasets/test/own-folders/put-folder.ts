import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files of a folder, by their path in it; a path that ends in `/` is an empty folder. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** Makes a folder of these files for the test that runs, and returns its path. */
export function putFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-own-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
  return folder;
}
